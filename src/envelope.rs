//! From a member query to the body of a request: `{param, channel, timestamp}`, all strings.

use crate::cipher::Cipher;
use crate::error::{Error, Kind};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// The last moment that a JavaScript `Date` can hold, in milliseconds since the epoch.
const LAST_MOMENT_MS: f64 = 8.64e15;

/// Whose coupons are asked for. What is left out of the query is left out of the JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberQuery {
    #[serde(skip_serializing_if = "Option::is_none")]
    member_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    platform_id: Option<String>,
}

impl MemberQuery {
    /// An id that is empty or white space counts as absent.
    ///
    /// # Errors
    /// `input` if both are absent.
    pub fn new(member_id: Option<String>, platform_id: Option<String>) -> Result<Self, Error> {
        let present = |id: Option<String>| id.filter(|id| !id.trim().is_empty());
        let query = Self { member_id: present(member_id), platform_id: present(platform_id) };
        if query.ids().next().is_none() {
            return Err(Error::new(
                Kind::Input,
                &[
                    "query: expected memberId, platformId or both, found neither (empty or white space counts as absent)",
                ],
            ));
        }
        Ok(query)
    }

    /// The ids that are present.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.member_id.iter().chain(&self.platform_id).map(String::as_str)
    }

    /// The query as compact JSON.
    ///
    /// # Errors
    /// None that can happen: strings always have a JSON form.
    pub fn to_json(&self) -> Result<String, Error> {
        json(self)
    }
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Envelope {
    /// The encrypted JSON object.
    pub param: String,
    /// The channel name.
    pub channel: String,
    /// Milliseconds since the epoch, in decimal digits.
    pub timestamp: String,
}

impl Envelope {
    /// Encrypts the plaintext and stamps it with the moment, in milliseconds since the epoch.
    ///
    /// # Errors
    /// `config` for a clock that does not return such a moment.
    pub fn seal(plaintext: &[u8], cipher: &Cipher, channel: &str, now_ms: f64) -> Result<Self, Error> {
        Ok(Self {
            param: cipher.encrypt(plaintext),
            channel: channel.to_owned(),
            timestamp: timestamp(now_ms)?,
        })
    }

    /// The envelope as compact JSON.
    ///
    /// # Errors
    /// None that can happen: strings always have a JSON form.
    pub fn to_json(&self) -> Result<String, Error> {
        json(self)
    }

    /// The envelope as an object of JavaScript.
    ///
    /// # Errors
    /// None that can happen: strings always have such a form.
    pub fn into_js(self) -> Result<JsValue, Error> {
        serde_wasm_bindgen::to_value(&self).map_err(|_| no_form())
    }
}

fn timestamp(now_ms: f64) -> Result<String, Error> {
    if !(0.0..=LAST_MOMENT_MS).contains(&now_ms) {
        return Err(Error::new(
            Kind::Config,
            &["now: expected milliseconds since the epoch, found a number that is none"],
        ));
    }
    // In range, and a fraction of a millisecond is of no use to the CRM.
    Ok((now_ms as u64).to_string())
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| no_form())
}

fn no_form() -> Error {
    Error::new(Kind::Input, &["param: it has no JSON form"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cipher::Scheme;

    fn query(member_id: Option<&str>, platform_id: Option<&str>) -> Result<MemberQuery, Error> {
        MemberQuery::new(member_id.map(str::to_owned), platform_id.map(str::to_owned))
    }

    #[test]
    fn leaves_out_what_is_absent_or_blank() {
        let json = |member_id, platform_id| query(member_id, platform_id).unwrap().to_json().unwrap();
        assert_eq!(json(Some("K1H93QDKI00B7"), None), r#"{"memberId":"K1H93QDKI00B7"}"#);
        assert_eq!(json(None, Some("o-1")), r#"{"platformId":"o-1"}"#);
        assert_eq!(json(Some(" \u{3000}"), Some("o-1")), r#"{"platformId":"o-1"}"#);
        assert_eq!(json(Some("K1"), Some("o-1")), r#"{"memberId":"K1","platformId":"o-1"}"#);
    }

    #[test]
    fn escapes_what_json_must_escape() {
        let query = query(Some("a\"\\\n\u{1}豪😀"), None).unwrap();
        assert_eq!(query.to_json().unwrap(), "{\"memberId\":\"a\\\"\\\\\\n\\u0001豪😀\"}");
    }

    #[test]
    fn refuses_two_absent_ids() {
        for (member_id, platform_id) in
            [(None, None), (Some(""), None), (Some(" "), Some("\t\n")), (None, Some("\u{3000}"))]
        {
            assert_eq!(query(member_id, platform_id).unwrap_err().kind, Kind::Input);
        }
    }

    #[test]
    fn stamps_whole_milliseconds() {
        assert_eq!(timestamp(1_581_406_120_924.0).unwrap(), "1581406120924");
        assert_eq!(timestamp(1_581_406_120_924.9).unwrap(), "1581406120924");
        assert_eq!(timestamp(0.0).unwrap(), "0");
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for now in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 8.64e15 + 1.0] {
            assert_eq!(timestamp(now).unwrap_err().kind, Kind::Config);
        }
    }

    #[test]
    fn is_three_strings() {
        let cipher = Cipher::new("12345678", &Scheme::default()).unwrap();
        let envelope = Envelope::seal(b"{}", &cipher, "hkl-test", 1_581_406_877_495.0).unwrap();
        let json = envelope.to_json().unwrap();
        assert_eq!(
            json,
            format!(
                r#"{{"param":"{}","channel":"hkl-test","timestamp":"1581406877495"}}"#,
                cipher.encrypt(b"{}")
            )
        );
    }
}

//! The address that is called, and the page that it is called from.

use super::host::{has_url, is_page, page_location};
use crate::error::{Error, Kind};
use crate::js_value::get;
use core::cell::Cell;
use wasm_bindgen::prelude::*;

const EXPECTED: &str =
    "an http: or https: address without user and password, or a path where there is a page to be relative to";

const WARNING: &str = "houcaller-coupons: this page holds the CRM's key, and whoever opens it can read every member's coupons. \
     Keep the key on a server, behind a gateway of your own. For a trusted, internal page set dangerouslyAllowBrowser: true.";

#[wasm_bindgen]
extern "C" {
    type Url;
    #[wasm_bindgen(catch, constructor, js_class = "URL")]
    fn new(address: &str, page: &JsValue) -> Result<Url, JsValue>;

    #[wasm_bindgen(js_namespace = console)]
    fn warn(text: &str);
}

/// Looks at an address as the host's `fetch` will: what that throws on would look like a failure of the network, and be tried again.
/// `for_host` says whether it is the host's `fetch` that is to be called.
///
/// # Errors
/// `config`, for an address that cannot be called from here.
pub fn check(field: &str, address: &str, for_host: bool) -> Result<(), Error> {
    let page = page_location();
    let of_page = |name| {
        if page.is_object() {
            get(&page, name).ok().flatten().unwrap_or_default()
        } else {
            JsValue::UNDEFINED
        }
    };
    // Not every host can, and what such a host makes of an address is its own.
    if for_host
        && has_url()
        && let Some(found) = fault(address, &of_page("href"))
    {
        return Err(Error::unexpected(Kind::Config, &[field], EXPECTED, found));
    }
    if is_mixed_content(address) && of_page("protocol").as_string().as_deref() == Some("https:") {
        let expected = "https: or a path of the page's own origin, since an https: page may not call http: (mixed content); \
             a reverse proxy or a gateway can";
        return Err(Error::unexpected(Kind::Config, &[field], expected, "http:"));
    }
    Ok(())
}

fn fault(address: &str, page: &JsValue) -> Option<&'static str> {
    let Ok(url) = Url::new(address, page) else { return Some("none") };
    let part = |name| get(&url, name).ok().flatten().and_then(|part| part.as_string()).unwrap_or_default();
    if !matches!(part("protocol").as_str(), "http:" | "https:") {
        return Some("another scheme");
    }
    let names_somebody = !part("username").is_empty() || !part("password").is_empty();
    names_somebody.then_some("one with them")
}

/// Browsers let an https page call http on its own machine, and nowhere else.
fn is_mixed_content(address: &str) -> bool {
    const SCHEME: &[u8] = b"http://";
    let address = address.trim_ascii_start().as_bytes();
    let Some((scheme, rest)) = address.split_at_checked(SCHEME.len()) else { return false };
    let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#' | b'\\')).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or_default();
    let start = authority.iter().rposition(|byte| *byte == b'@').map_or(0, |at| at + 1);
    let host = authority.get(start..).unwrap_or_default();
    let is_here = [&b"localhost"[..], b"127.0.0.1", b"[::1]"]
        .iter()
        .any(|name| host.strip_prefix(*name).is_some_and(|rest| matches!(rest.first(), None | Some(b':'))));
    scheme.eq_ignore_ascii_case(SCHEME) && !is_here
}

thread_local! {
    static WARNED: Cell<bool> = const { Cell::new(false) };
}

/// The key in a page: said once, aloud.
pub fn warn_of_key() {
    if is_page() && !WARNED.replace(true) {
        warn(WARNING);
    }
}

#[cfg(test)]
mod tests {
    use super::is_mixed_content;

    #[test]
    fn http_is_mixed_content_but_for_this_machine() {
        for (address, mixed) in [
            ("http://crm.example", true),
            (" HTTP://crm.example/x", true),
            ("http://localhost.example", true),
            ("http://user@crm.example", true),
            ("http://localhost@crm.example", true),
            ("http://127.0.0.1", false),
            ("http://localhost:8080/x", false),
            ("http://[::1]:80", false),
            ("https://crm.example", false),
            ("/htest", false),
            ("", false),
        ] {
            assert_eq!(is_mixed_content(address), mixed, "{address}");
        }
    }
}

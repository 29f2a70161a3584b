//! Validates the configured address, and warns if the page holds the key.

use super::host::{base_address, has_url, is_page, own_origin};
use crate::error::{Error, Kind};
use crate::js_value::get;
use core::cell::Cell;
use wasm_bindgen::prelude::*;

const EXPECTED: &str = "an http: or https: address, or in a browser a path";

const WARNING: &str = "houcaller-coupons: this page holds the CRM's key, and whoever opens it can read every member's coupons. \
     Keep the key on a server, behind a gateway of your own. For a trusted, internal page set dangerouslyAllowBrowser: true.";

#[wasm_bindgen]
extern "C" {
    type Url;
    #[wasm_bindgen(catch, constructor, js_class = "URL")]
    fn new(address: &str, base: &JsValue) -> Result<Url, JsValue>;

    #[wasm_bindgen(js_namespace = console)]
    fn warn(text: &str);
}

/// Checks an address by the rules of `fetch`, because the exception that `fetch` throws looks like a network failure and
/// would be retried. `for_host` is false if the configuration replaces `fetch`: a replacement may accept other addresses.
///
/// # Errors
/// `config`, for an address that this host cannot call.
pub fn check(field: &str, address: &str, for_host: bool) -> Result<(), Error> {
    let unexpected = |expected, found| Error::unexpected(Kind::Config, &[field], expected, found);
    if address.bytes().any(|byte| matches!(byte, b'?' | b'#')) {
        return Err(unexpected("an address without ? and #", "one with them"));
    }
    if !for_host {
        return Ok(());
    }
    let mut resolved = None;
    // Some hosts have no `URL`.
    if has_url() {
        let url = Url::new(address, &base_address()).map_err(|_| unexpected(EXPECTED, "an invalid one"))?;
        // The `URL` of React Native throws when its parts are read.
        let part = |name| get(&url, name).ok().flatten().and_then(|part| part.as_string());
        if part("protocol").is_some_and(|scheme| !matches!(scheme.as_str(), "http:" | "https:")) {
            return Err(unexpected(EXPECTED, "another scheme"));
        }
        if ["username", "password"].into_iter().filter_map(part).any(|text| !text.is_empty()) {
            return Err(unexpected("an address without user name and password", "one with them"));
        }
        resolved = part("href");
    }
    if is_mixed_content(resolved.as_deref().unwrap_or(address))
        && own_origin().is_some_and(|origin| origin.starts_with("https:"))
    {
        let expected = "https: or a path of the page's own origin, since an https: page may not call http: (mixed content); \
             a reverse proxy or a gateway can";
        return Err(unexpected(expected, "http:"));
    }
    Ok(())
}

/// Whether an https: page may not call the address. Browsers allow http: from an https: page only to the local machine.
fn is_mixed_content(address: &str) -> bool {
    const SCHEME: &[u8] = b"http://";
    let address = address.trim_ascii_start().as_bytes();
    let Some((scheme, rest)) = address.split_at_checked(SCHEME.len()) else { return false };
    let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#' | b'\\')).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or_default();
    let start = authority.iter().rposition(|byte| *byte == b'@').map_or(0, |at| at + 1);
    let host = authority.get(start..).unwrap_or_default();
    scheme.eq_ignore_ascii_case(SCHEME) && !is_loopback(host)
}

/// Whether browsers treat a host, with or without a port, as the local machine: `localhost`, its subdomains, 127.0.0.0/8 and
/// `[::1]`.
fn is_loopback(host: &[u8]) -> bool {
    let is_port = |rest: &[u8]| matches!(rest.first(), None | Some(b':'));
    if host.strip_prefix(b"[::1]").is_some_and(is_port) {
        return true;
    }
    let end = host.iter().position(|byte| *byte == b':').unwrap_or(host.len());
    let name = host.get(..end).unwrap_or_default();
    let name = name.strip_suffix(b".").unwrap_or(name);
    let below = name.strip_suffix(b"localhost");
    below.is_some_and(|below| matches!(below.last(), None | Some(b'.')))
        || name.starts_with(b"127.") && name.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

thread_local! {
    static WARNED: Cell<bool> = const { Cell::new(false) };
}

/// Warns once on the console that the page holds the key.
pub fn warn_of_key_in_page() {
    if is_page() && !WARNED.replace(true) {
        warn(WARNING);
    }
}

#[cfg(test)]
mod tests {
    use super::is_mixed_content;

    #[test]
    fn http_is_mixed_content_except_on_the_local_machine() {
        for (address, mixed) in [
            ("http://crm.example", true),
            (" HTTP://crm.example/x", true),
            ("http://localhost.example", true),
            ("http://user@crm.example", true),
            ("http://localhost@crm.example", true),
            ("http://127.0.0.1", false),
            ("http://localhost:8080/x", false),
            ("http://[::1]:80", false),
            ("http://crm.localhost:80/x", false),
            ("http://localhost.", false),
            ("http://127.0.0.2", false),
            ("http://127.255.255.254:80", false),
            ("http://127.example", true),
            ("http://1270.0.0.1", true),
            ("http://mylocalhost", true),
            ("http://[::1].example", true),
            ("https://crm.example", false),
            ("/htest", false),
            ("", false),
        ] {
            assert_eq!(is_mixed_content(address), mixed, "{address}");
        }
    }
}

//! The key in a page: said once, aloud. And the call that a page is not allowed to make.

use crate::address::field;
use crate::error::{Error, Kind};
use core::cell::Cell;
use js_sys::global;
use wasm_bindgen::prelude::*;

const WARNING: &str = "houcaller-coupons: this page holds the CRM's key, and whoever opens it can read every member's coupons. \
    Keep the key on a server, behind a gateway of your own. For a trusted, internal page set dangerouslyAllowBrowser: true.";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn warn(text: &str);
}

thread_local! {
    static WARNED: Cell<bool> = const { Cell::new(false) };
}

/// Looks at where this runs.
///
/// # Errors
/// `config`, for an address that the page may not call.
pub fn check(base_url: &str, allowed: bool) -> Result<(), Error> {
    let scope = global();
    let protocol = field(&field(&scope, "location"), "protocol").as_string();
    if protocol.as_deref() == Some("https:") && is_mixed_content(base_url) {
        let expected = "https: or a path of the page's own origin, since an https: page may not call http: (mixed content); \
            a reverse proxy or a gateway can";
        return Err(Error::unexpected(Kind::Config, "baseUrl", expected, "http:"));
    }
    let in_page = field(&scope, "document").is_object();
    if in_page && !allowed && !WARNED.replace(true) {
        warn(WARNING);
    }
    Ok(())
}

/// Browsers let an https page call http on its own machine, and nowhere else.
fn is_mixed_content(url: &str) -> bool {
    let Some((scheme, rest)) = url.trim_start().split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let name = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() };
    scheme.eq_ignore_ascii_case("http") && !matches!(name, Some("localhost" | "127.0.0.1" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::is_mixed_content;

    #[test]
    fn only_plain_http_to_elsewhere_is_mixed_content() {
        for url in [
            "http://crm.houcaller.com/v1",
            "HTTP://a",
            " http://user@localhost@evil.example/",
            "http://localhost.evil.example",
        ] {
            assert!(is_mixed_content(url), "{url}");
        }
        for url in [
            "https://a",
            "/v1",
            "v1",
            "//a/v1",
            "http://localhost:8787/v1",
            "http://127.0.0.1",
            "http://[::1]:80/v1",
        ] {
            assert!(!is_mixed_content(url), "{url}");
        }
    }
}

//! Which addresses are opened: the bytes are a `baseURL` or `connectUrl`, read as the browser's `URL` reads it.

#![no_main]

use std::net::{Ipv4Addr, Ipv6Addr};

use alter_connect_core::address::is_permitted;
use libfuzzer_sys::{Corpus, fuzz_target};
use serde_json::json;
use url::{Host, Url};

use crate::json::Json;

#[path = "../../core/tests/rules/json.rs"]
mod json;

fuzz_target!(|text: &str| -> Corpus {
    let Ok(url) = Url::parse(text) else { return Corpus::Reject };
    // `URL.protocol` and `URL.hostname`.
    let protocol = format!("{}:", url.scheme());
    let hostname = url.host_str().unwrap_or_default();
    let safe = match (url.scheme(), url.host()) {
        ("https", _) => true,
        ("http", Some(Host::Domain(domain))) => domain == "localhost" || domain.ends_with(".localhost"),
        ("http", Some(Host::Ipv4(address))) => address == Ipv4Addr::LOCALHOST,
        ("http", Some(Host::Ipv6(address))) => address == Ipv6Addr::LOCALHOST,
        _ => false,
    };
    let parts = json!({"protocol": protocol, "hostname": hostname});
    assert_eq!(is_permitted(&Json(parts)), safe, "{url}");
    Corpus::Keep
});

//! Which addresses are opened: the bytes are a `baseURL` or `connectUrl`, read as the browser's `URL` reads it.

#![no_main]

use std::net::{Ipv4Addr, Ipv6Addr};

use alter_connect::core::address::is_permitted;
use alter_connect::core::word::Word;
use libfuzzer_sys::{Corpus, fuzz_target};
use url::{Host, Url};

fuzz_target!(|text: &str| -> Corpus {
    let Ok(url) = Url::parse(text) else { return Corpus::Reject };
    // `URL.protocol` and `URL.hostname`.
    let protocol = format!("{}:", url.scheme());
    let hostname = url.host_str().unwrap_or_default();
    let safe = match (url.scheme(), url.host()) {
        ("https", _) => true,
        ("http", Some(Host::Domain(domain))) => domain == "localhost",
        ("http", Some(Host::Ipv4(address))) => address == Ipv4Addr::LOCALHOST,
        ("http", Some(Host::Ipv6(address))) => address == Ipv6Addr::LOCALHOST,
        _ => false,
    };
    assert_eq!(is_permitted(Word::named(&protocol), Word::named(hostname)), safe, "{url}");
    Corpus::Keep
});

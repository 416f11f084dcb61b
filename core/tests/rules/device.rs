//! The device rule and the address rule, against the rows of the contract.

use alter_connect_core::address::is_permitted;
use alter_connect_core::device::{Device, Mode};
use alter_connect_core::word::Word;
use serde_json::json;

use crate::json::Json;

fn mode(mobile_agent: bool, touch: bool, width: i32, height: i32) -> Mode {
    Device { mobile_agent, touch, width, height, framed: false }.mode(None)
}

#[test]
fn a_desktop_gets_a_popup_whatever_its_size() {
    assert_eq!(mode(false, false, 1280, 800), Mode::Popup);
    assert_eq!(mode(false, false, 400, 800), Mode::Popup);
    assert_eq!(mode(false, true, 1280, 800), Mode::Popup);
    assert_eq!(mode(false, true, 769, 1024), Mode::Popup);
}

#[test]
fn a_phone_is_redirected() {
    assert_eq!(mode(true, true, 390, 844), Mode::Redirect);
    assert_eq!(mode(true, true, 480, 320), Mode::Redirect);
    assert_eq!(mode(false, true, 480, 320), Mode::Redirect);
}

#[test]
fn a_tablet_is_redirected_when_held_upright() {
    assert_eq!(mode(true, true, 768, 1024), Mode::Redirect);
    assert_eq!(mode(false, true, 768, 1024), Mode::Redirect);
    assert_eq!(mode(true, true, 1024, 768), Mode::Popup);
    assert_eq!(mode(true, true, 1024, 1366), Mode::Redirect);
    assert_eq!(mode(true, true, 1025, 1366), Mode::Popup);
    assert_eq!(mode(true, true, 481, 481), Mode::Popup);
}

#[test]
fn the_app_may_choose_but_a_frame_is_never_sent_away() {
    let phone = Device { mobile_agent: true, touch: true, width: 390, height: 844, framed: false };
    let desktop = Device { mobile_agent: false, touch: false, width: 1280, height: 800, framed: false };
    for (choice, on_phone, on_desktop) in [
        (None, Mode::Redirect, Mode::Popup),
        (Some(Word::Popup), Mode::Popup, Mode::Popup),
        (Some(Word::Redirect), Mode::Redirect, Mode::Redirect),
        (Some(Word::UNKNOWN), Mode::Redirect, Mode::Popup),
    ] {
        assert_eq!((phone.mode(choice), desktop.mode(choice)), (on_phone, on_desktop), "{choice:?}");
        for device in [phone, desktop] {
            assert_eq!(Device { framed: true, ..device }.mode(choice), Mode::Popup);
        }
    }
}

#[test]
fn https_is_permitted_and_http_on_loopback_only() {
    let permitted =
        |protocol: &str, hostname: &str| is_permitted(&Json(json!({"protocol": protocol, "hostname": hostname})));
    assert!(permitted("https:", "example.com"));
    for loopback in ["localhost", "127.0.0.1", "[::1]", "connect.localhost", "a.b.localhost"] {
        assert!(permitted("http:", loopback));
        assert!(!permitted("ftp:", loopback));
    }
    for other in ["example.com", "127.0.0.2", "https:", "", "localhost.example.com", "notlocalhost", "a.127.0.0.1"] {
        assert!(!permitted("http:", other), "{other}");
    }
    assert!(!permitted("javascript:", ""));
    assert!(!is_permitted(&Json(json!({"hostname": "localhost"}))));
}

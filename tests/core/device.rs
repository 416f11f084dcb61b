//! The device rule and the address rule, against the rows of the contract.

use alter_connect::core::address::is_permitted;
use alter_connect::core::device::{Device, Mode};
use alter_connect::core::word::Word;

fn mode(mobile_agent: bool, touch: bool, width: f64, height: f64) -> Mode {
    Device { mobile_agent, touch, width, height }.mode()
}

#[test]
fn a_desktop_gets_a_popup_whatever_its_size() {
    assert_eq!(mode(false, false, 1280.0, 800.0), Mode::Popup);
    assert_eq!(mode(false, false, 400.0, 800.0), Mode::Popup);
    assert_eq!(mode(false, true, 1280.0, 800.0), Mode::Popup);
    assert_eq!(mode(false, true, 769.0, 1024.0), Mode::Popup);
}

#[test]
fn a_phone_is_redirected() {
    assert_eq!(mode(true, true, 390.0, 844.0), Mode::Redirect);
    assert_eq!(mode(true, true, 480.0, 320.0), Mode::Redirect);
    assert_eq!(mode(false, true, 480.0, 320.0), Mode::Redirect);
}

#[test]
fn a_tablet_is_redirected_when_held_upright() {
    assert_eq!(mode(true, true, 768.0, 1024.0), Mode::Redirect);
    assert_eq!(mode(false, true, 768.0, 1024.0), Mode::Redirect);
    assert_eq!(mode(true, true, 1024.0, 768.0), Mode::Popup);
    assert_eq!(mode(true, true, 1024.0, 1366.0), Mode::Redirect);
    assert_eq!(mode(true, true, 1025.0, 1366.0), Mode::Popup);
    assert_eq!(mode(true, true, 481.0, 481.0), Mode::Popup);
}

#[test]
fn https_is_permitted_and_http_on_loopback_only() {
    assert!(is_permitted(Some(Word::Https), None));
    assert!(is_permitted(Some(Word::Http), Some(Word::Localhost)));
    assert!(is_permitted(Some(Word::Http), Some(Word::LoopbackV4)));
    assert!(is_permitted(Some(Word::Http), Some(Word::LoopbackV6)));
    assert!(!is_permitted(Some(Word::Http), None));
    assert!(!is_permitted(None, Some(Word::Localhost)));
}

/// `alter-connect/preflight` tells the same, in TypeScript of its own.
#[test]
fn preflight_decides_by_the_same_rule() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let line = |text: &str, start: &str| text.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    let preflight = read("pkg/entries/preflight.ts");
    assert_eq!(line(&read("src/browser/window.js"), "const MOBILE"), line(&preflight, "const MOBILE"));
    let numbers = |text: &str| -> Vec<f64> {
        let parts = text.split(|letter: char| !letter.is_ascii_digit());
        parts.filter_map(|part| part.parse().ok()).filter(|number| *number > 1.0).collect()
    };
    let between = |text: &str, from: &str, to: &str| {
        let (_, rest) = text.split_once(from).unwrap();
        numbers(rest.split_once(to).unwrap().0)
    };
    assert_eq!(
        between(&read("src/core/device.rs"), "pub fn mode", "if mobile"),
        between(&preflight, "function way", "function hasStorage")
    );
}

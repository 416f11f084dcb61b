//! The device rule: what a browser says of itself, and what the app chooses.

#![no_main]

use alter_connect_core::device::{Device, Mode};
use alter_connect_core::word::Word;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Browser {
    mobile_agent: bool,
    touch: bool,
    width: i32,
    height: i32,
    framed: bool,
    choice: Option<i32>,
}

fuzz_target!(|browser: Browser| {
    let Browser { mobile_agent, touch, width, height, framed, choice } = browser;
    let choice = choice.map(Word);
    let mode = Device { mobile_agent, touch, width, height, framed }.mode(choice);
    if framed {
        assert_eq!(mode, Mode::Popup, "a frame was sent away");
    } else if choice == Some(Word::Popup) || choice == Some(Word::Redirect) {
        assert_eq!(mode == Mode::Redirect, choice == Some(Word::Redirect), "the app has chosen");
    } else if mode == Mode::Redirect {
        assert!(mobile_agent || touch, "this is a desktop's");
        assert!(mobile_agent || width <= 768, "a screen this wide with touch is a desktop's");
        assert!(width <= 480 || (width <= 1024 && width < height), "neither a phone nor an upright tablet");
    } else if mobile_agent || (touch && width <= 768) {
        assert!(width > 480, "a popup on a phone");
        assert!(width > 1024 || height <= width, "a popup on an upright tablet");
    }
});

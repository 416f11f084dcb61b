//! The device rule: what a browser says of itself.

#![no_main]

use alter_connect::core::device::{Device, Mode};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Browser {
    mobile_agent: bool,
    touch: bool,
    width: f64,
    height: f64,
}

fuzz_target!(|browser: Browser| {
    let Browser { mobile_agent, touch, width, height } = browser;
    let mode = |width, height| Device { mobile_agent, touch, width, height }.mode();

    if mode(width, height) == Mode::Redirect {
        assert!(mobile_agent || touch, "this is a desktop's");
        assert!(mobile_agent || width <= 768.0, "a screen this wide with touch is a desktop's");
        assert!(width <= 480.0 || (width <= 1024.0 && width < height), "neither a phone nor an upright tablet");
    } else if mobile_agent || (touch && width <= 768.0) {
        assert!(width.is_nan() || width > 480.0, "a popup on a phone");
        assert!(width.is_nan() || width > 1024.0 || height.is_nan() || height <= width, "a popup on an upright tablet");
    }
    // Sizes that are none are no reason to leave the page.
    assert_eq!(mode(f64::NAN, height), Mode::Popup);
    assert!(width <= 480.0 || mode(width, f64::NAN) == Mode::Popup);
});

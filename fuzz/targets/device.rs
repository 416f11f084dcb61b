//! The device rule: what a browser says of itself.

#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

use crate::device::{Device, Mode};
use crate::word::Word;

#[path = "../../src/device.rs"]
mod device;
#[path = "../../src/word.rs"]
mod word;

#[derive(Arbitrary, Debug)]
struct Browser<'a> {
    touch: bool,
    width: f64,
    height: f64,
    agent: &'a str,
}

fuzz_target!(|browser: Browser<'_>| {
    let Browser { touch, width, height, agent } = browser;
    let mobile_agent = names_a_mobile_system(agent);
    let mode = |width, height| Device { mobile_agent, touch, width, height }.mode();

    if mode(width, height) == Mode::Redirect {
        assert!(mobile_agent || touch, "{agent:?} is a desktop's");
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

/// The regular expression of [`Word::MobileAgents`]: words between bars, in any case.
fn names_a_mobile_system(agent: &str) -> bool {
    let agent = agent.to_ascii_lowercase();
    Word::MobileAgents.as_str().split('|').any(|system| agent.contains(system))
}

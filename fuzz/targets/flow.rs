//! What happens to a flow, in any order and at any time, with any `closeGrace`.

#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

use crate::flow::{CLOSE_GRACE, Effect, Ending, Flow, Input};

#[path = "../../src/error.rs"]
mod error;
#[path = "../../src/flow.rs"]
mod flow;
// Without the tests themselves.
#[allow(unused_imports)]
#[path = "../../src/tests/flow.rs"]
mod flow_tests;
#[path = "../../src/word.rs"]
mod word;

#[derive(Arbitrary, Debug)]
struct Run {
    grace: f64,
    events: Vec<Event>,
}

/// One of the inputs that the tests know, after so many milliseconds.
#[derive(Arbitrary, Debug)]
struct Event {
    input: u8,
    after: u16,
}

fuzz_target!(|run: Run| {
    let mut checked = flow_tests::Checked::new();
    let mut flow = Flow::new(0.0, run.grace);
    let mut default = Flow::new(0.0, CLOSE_GRACE);
    let mut ended = false;
    for event in run.events {
        let inputs = flow_tests::inputs(checked.now);
        let now = checked.now + f64::from(event.after);
        let input = match inputs[usize::from(event.input) % inputs.len()] {
            Input::Look { closed, focused, .. } => Input::Look { now, closed, focused },
            input => input,
        };
        checked.step(input);
        // The other flow has the grace that the app asks for; a number that is none asks for the default.
        let effect = flow.step(input);
        assert!(default.step(input) == effect || !run.grace.is_nan(), "closeGrace: NaN");
        match effect {
            effect if ended => assert_eq!(effect, Effect::None, "after the end"),
            Effect::WakeIn(milliseconds) => assert!(0.0 < milliseconds && milliseconds <= 500.0, "{milliseconds}"),
            Effect::End(Ending::Exited) => {
                assert!(matches!(input, Input::Gone | Input::Look { closed: true, .. }), "an open popup was left");
                ended = true;
            }
            Effect::End(_) => ended = true,
            Effect::None | Effect::Navigate => {}
        }
    }
    let much_later = Input::Look { now: checked.now + 600_000.0, closed: true, focused: false };
    assert!(ended || flow.step(much_later) == Effect::End(Ending::Exited), "a suspicion outlived the session");
});

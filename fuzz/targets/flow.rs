//! What happens to a flow, in any order and at any time, with any `closeGrace`.

#![no_main]

use alter_connect::core::flow::{CLOSE_GRACE, Effect, Ending, Flow, Focus, Input, SESSION};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

#[path = "../../core/tests/rules/flow_laws.rs"]
mod flow_laws;

#[derive(Arbitrary, Debug)]
struct Run {
    grace: f64,
    started: u32,
    events: Vec<Event>,
}

/// One of the inputs that the laws know, after so many milliseconds.
#[derive(Arbitrary, Debug)]
struct Event {
    input: u8,
    after: u16,
}

fuzz_target!(|run: Run| {
    let start = f64::from(run.started);
    let mut checked = flow_laws::Checked::new(start, run.grace);
    let mut default = Flow::new(start, CLOSE_GRACE);
    for event in run.events {
        let inputs = flow_laws::inputs(checked.now);
        let now = checked.now + f64::from(event.after);
        let input = match inputs[usize::from(event.input) % inputs.len()] {
            Input::Look { closed, focus, .. } => Input::Look { now, closed, focus },
            input => input,
        };
        let effect = checked.step(input);
        if let (Effect::End(Ending::Exited), Input::Look { closed: true, focus: Focus::Elsewhere, now }) =
            (effect, input)
        {
            assert!(now - start >= SESSION, "the opener had not even the focus");
        }
        // A grace that is no number asks for the default.
        assert!(default.step(input) == effect || !run.grace.is_nan(), "closeGrace: NaN");
    }
    let much_later = Input::Look { now: checked.now + SESSION, closed: true, focus: Focus::Elsewhere };
    assert!(
        checked.ended || checked.step(much_later) == Effect::End(Ending::Exited),
        "a suspicion outlived the session"
    );
});

//! What must hold of a flow, whatever happens to it and in whatever order. The fuzzer checks the same.

use alter_connect::core::error::Error;
use alter_connect::core::flow::{Effect, Ending, Flow, Focus, Input};

/// What can happen at a moment; looks come with steps of time.
pub fn inputs(now: f64) -> [Input; 12] {
    let look = |after: f64, closed, focus| Input::Look { now: now + after, closed, focus };
    [
        Input::Ready,
        Input::Answer,
        Input::Fail(Error::TokenFailed),
        look(100.0, false, Focus::Elsewhere),
        look(100.0, true, Focus::Elsewhere),
        look(100.0, true, Focus::Here),
        look(6_000.0, true, Focus::Here),
        Input::Gone,
        Input::Close,
        Input::Destroy,
        look(100.0, true, Focus::Unknown),
        look(100.0, false, Focus::Here),
    ]
}

/// A flow that is checked step by step.
#[derive(Clone, Debug)]
pub struct Checked {
    pub flow: Flow,
    pub now: f64,
    pub ended: bool,
    navigated: bool,
}

impl Checked {
    pub fn new(now: f64, grace: f64) -> Self {
        Self { flow: Flow::new(now, grace), now, ended: false, navigated: false }
    }

    pub fn step(&mut self, input: Input) -> Effect {
        if let Input::Look { now, .. } = input {
            self.now = now;
        }
        let effect = self.flow.step(input);
        assert!(!self.ended || effect == Effect::None, "{effect:?} after the end");
        match (input, effect) {
            (Input::Ready, Effect::Navigate) => {
                assert!(!self.navigated, "navigated twice");
                self.navigated = true;
            }
            (Input::Answer, Effect::End(Ending::Answered)) => assert!(self.navigated, "an answer from nowhere"),
            (Input::Answer, Effect::None) => assert!(self.ended || !self.navigated, "an answer was lost"),
            (Input::Fail(error), Effect::End(ending)) => assert_eq!(ending, Ending::Failed(error)),
            (Input::Look { closed, .. }, Effect::End(Ending::Exited)) => assert!(closed, "an open popup was left"),
            (Input::Look { .. }, Effect::WakeIn(milliseconds)) => {
                assert!(0.0 < milliseconds && milliseconds <= 500.0, "{milliseconds}");
            }
            (Input::Gone, Effect::End(Ending::Exited))
            | (Input::Close, Effect::End(Ending::Closed))
            | (Input::Destroy, Effect::End(Ending::Destroyed)) => {}
            (Input::Ready, Effect::None) => assert!(self.ended || self.navigated, "never navigated"),
            (_, Effect::None) => assert!(self.ended, "{input:?} was ignored"),
            (input, effect) => panic!("{effect:?} on {input:?}"),
        }
        self.ended |= matches!(effect, Effect::End(_));
        assert_eq!(self.flow.is_open(), !self.ended);
        effect
    }
}

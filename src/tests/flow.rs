//! The state machine: examples, and every order of inputs to a depth.

use std::collections::HashSet;
use std::vec::Vec;
use std::{assert, assert_eq, format, panic, println, vec};

use crate::error::Error;
use crate::flow::{CLOSE_GRACE, Effect, Ending, Flow, Input};

pub fn look(now: f64, closed: bool, focused: bool) -> Input {
    Input::Look { now, closed, focused }
}

fn open() -> Flow {
    let mut flow = Flow::new(0.0, CLOSE_GRACE);
    assert_eq!(flow.step(Input::Ready), Effect::Navigate);
    flow
}

/// Looks as often as the flow asks for it, from `now` on; the time of the end.
fn exit_time(flow: &mut Flow, mut now: f64, closed: bool, focused: impl Fn(f64) -> bool) -> f64 {
    loop {
        assert!(now < 1e7, "it never ends");
        match flow.step(look(now, closed, focused(now))) {
            Effect::WakeIn(milliseconds) => now += milliseconds,
            Effect::End(Ending::Exited) => return now,
            effect => panic!("{effect:?}"),
        }
    }
}

#[test]
fn an_answer_ends_the_flow_once() {
    let mut flow = open();
    assert_eq!(flow.step(Input::Answer), Effect::End(Ending::Answered));
    assert_eq!(flow.step(Input::Answer), Effect::None);
    assert_eq!(flow.step(Input::Close), Effect::None);
    assert_eq!(flow.step(look(1e9, true, true)), Effect::None);
}

#[test]
fn no_answer_counts_before_the_connect_page_is_open() {
    let mut flow = Flow::new(0.0, CLOSE_GRACE);
    assert_eq!(flow.step(Input::Answer), Effect::None);
    assert_eq!(flow.step(Input::Fail(Error::TokenFailed)), Effect::End(Ending::Failed(Error::TokenFailed)));
}

#[test]
fn a_close_that_gives_the_focus_back_is_an_exit_at_once() {
    let mut flow = open();
    flow.step(look(10_000.0, false, false));
    let end = exit_time(&mut flow, 10_500.0, true, |_| true);
    assert!(end - 10_500.0 <= 200.0, "{end}");
}

#[test]
fn focus_that_comes_before_the_close_is_followed_up() {
    let mut flow = open();
    flow.step(look(10_000.0, false, false));
    // The opener hears of its focus; the popup turns closed 59 ms later.
    let mut now = 10_200.0;
    while let Effect::WakeIn(milliseconds) = flow.step(look(now, now >= 10_259.0, true)) {
        now += milliseconds;
    }
    assert!(now - 10_259.0 <= 250.0, "{now}");
}

#[test]
fn a_popup_left_open_is_looked_at_twice_a_second() {
    let mut flow = open();
    let looks = |flow: &mut Flow, from: f64, focused| {
        let (mut now, mut count) = (from, 0);
        while now < from + 10_000.0 {
            let Effect::WakeIn(milliseconds) = flow.step(look(now, false, focused)) else { panic!("it is open") };
            now += milliseconds;
            count += 1;
        }
        count
    };
    assert_eq!(looks(&mut flow, 0.0, false), 20);
    assert!(looks(&mut flow, 20_000.0, true) < 30);
}

#[test]
fn who_comes_back_soon_after_the_popup_was_cut_off_has_not_left() {
    let mut flow = open();
    flow.step(look(1_500.0, true, false));
    let end = exit_time(&mut flow, 2_000.0, true, |_| true);
    assert_eq!(end, 7_000.0);
}

#[test]
fn a_result_still_on_its_way_wins_over_the_close() {
    let mut flow = open();
    assert!(matches!(flow.step(look(500.0, true, true)), Effect::WakeIn(_)));
    assert_eq!(flow.step(Input::Answer), Effect::End(Ending::Answered));
}

#[test]
fn a_popup_severed_for_five_minutes_is_not_closed() {
    let mut flow = open();
    let mut now = 1_500.0;
    while now < 300_000.0 {
        match flow.step(look(now, true, false)) {
            Effect::WakeIn(milliseconds) => now += milliseconds,
            effect => panic!("{effect:?} after {now} ms"),
        }
    }
    assert_eq!(flow.step(Input::Answer), Effect::End(Ending::Answered));
}

#[test]
fn visits_to_the_opener_are_no_exit() {
    let mut flow = open();
    let mut now = 1_500.0;
    while now < 60_000.0 {
        let visiting = (20_000.0..24_000.0).contains(&now) || (30_000.0..34_000.0).contains(&now);
        match flow.step(look(now, true, visiting)) {
            Effect::WakeIn(milliseconds) => now += milliseconds,
            effect => panic!("{effect:?} after {now} ms"),
        }
    }
}

#[test]
fn who_stays_in_the_opener_for_the_grace_has_left() {
    let mut flow = open();
    let end = exit_time(&mut flow, 1_500.0, true, |now| now >= 20_000.0);
    assert!((25_000.0..26_000.0).contains(&end), "{end}");
}

#[test]
fn no_suspicion_outlives_the_session() {
    let mut flow = open();
    let end = exit_time(&mut flow, 1_500.0, true, |_| false);
    assert_eq!(end, 600_000.0);
}

#[test]
fn a_popup_that_comes_back_is_no_longer_suspected() {
    let mut flow = open();
    flow.step(look(1_000.0, true, false));
    assert_eq!(flow.step(look(1_500.0, false, false)), Effect::WakeIn(500.0));
    let end = exit_time(&mut flow, 100_000.0, true, |_| true);
    assert!(end < 100_500.0);
}

/// What can happen at a moment; looks come with steps of time.
pub fn inputs(now: f64) -> [Input; 10] {
    [
        Input::Ready,
        Input::Answer,
        Input::Fail(Error::TokenFailed),
        look(now + 100.0, false, false),
        look(now + 100.0, true, false),
        look(now + 100.0, true, true),
        look(now + 6_000.0, true, true),
        Input::Gone,
        Input::Close,
        Input::Destroy,
    ]
}

/// What must hold of every sequence of inputs, checked step by step.
#[derive(Clone, Debug)]
pub struct Checked {
    flow: Flow,
    pub now: f64,
    navigated: bool,
    ended: bool,
}

impl Checked {
    pub fn new() -> Self {
        Self { flow: Flow::new(0.0, CLOSE_GRACE), now: 0.0, navigated: false, ended: false }
    }

    pub fn step(&mut self, input: Input) {
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
            (Input::Look { .. }, Effect::WakeIn(milliseconds)) => assert!((0.0..=500.0).contains(&milliseconds)),
            (Input::Gone, Effect::End(Ending::Exited))
            | (Input::Close, Effect::End(Ending::Closed))
            | (Input::Destroy, Effect::End(Ending::Destroyed)) => {}
            (Input::Ready, Effect::None) => assert!(self.ended || self.navigated, "never navigated"),
            (_, Effect::None) => assert!(self.ended, "{input:?} was ignored"),
            (input, effect) => panic!("{effect:?} on {input:?}"),
        }
        self.ended |= matches!(effect, Effect::End(_));
    }
}

/// Every order of inputs to this depth, so 10^16 sequences: the machine is deterministic, so each state that they lead
/// to needs to be tried once.
const DEPTH: u32 = 16;

#[test]
fn every_order_of_inputs_keeps_the_invariants() {
    let mut frontier = vec![Checked::new()];
    let mut known = HashSet::from([format!("{:?}", frontier[0])]);
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for state in &frontier {
            for input in inputs(state.now) {
                let mut state = state.clone();
                let before = state.ended.then(|| format!("{:?}", state.flow));
                state.step(input);
                // What has ended stays as it is, whatever the time: one such state stands for all.
                if let Some(before) = before {
                    assert_eq!(format!("{:?}", state.flow), before);
                } else if known.insert(format!("{state:?}")) {
                    next.push(state);
                }
            }
        }
        frontier = next;
    }
    println!("{} states", known.len());
    assert!(known.len() > 10_000);
}

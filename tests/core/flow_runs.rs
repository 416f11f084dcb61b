//! The state machine: every order of inputs to a depth, and long random runs.

use std::collections::HashSet;

use alter_connect::core::flow::{CLOSE_GRACE, Input};
use proptest::prelude::*;

use super::flow_laws::{Checked, inputs};

/// Any time will do, but 0 would hide whatever forgets when the flow started.
const START: f64 = 1_000_000.0;

/// Every order of inputs to this depth: the machine is deterministic, so each state that they lead to needs to be tried
/// once.
const DEPTH: u32 = 12;

#[test]
fn every_order_of_inputs_keeps_the_invariants() {
    let mut frontier = vec![Checked::new(START, CLOSE_GRACE)];
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

proptest! {
    #[test]
    fn long_runs_keep_the_invariants(
        grace in prop_oneof![Just(f64::NAN), -1.0..20_000.0],
        choices in prop::collection::vec((any::<prop::sample::Index>(), 0.0..20_000.0), 1..400),
    ) {
        let mut checked = Checked::new(START, grace);
        for (choice, after) in choices {
            let input = match *choice.get(&inputs(checked.now)) {
                Input::Look { closed, focus, .. } => Input::Look { now: checked.now + after, closed, focus },
                // Most runs would end at once.
                input @ (Input::Ready | Input::Answer) => input,
                input => if after < 1_000.0 { input } else { Input::Ready },
            };
            checked.step(input);
        }
    }
}

//! The state machine on long random runs.

use std::vec::Vec;

use proptest::prelude::*;

use super::flow::{Checked, inputs, look};
use crate::flow::Input;

proptest! {
    #[test]
    fn long_runs_keep_the_invariants(choices in prop::collection::vec((0..7_usize, 0.0..20_000.0), 1..400)) {
        let mut checked = Checked::new();
        for (choice, time) in Vec::from_iter(choices) {
            let input = match inputs(checked.now)[choice] {
                Input::Look { closed, focused, .. } => look(checked.now + time, closed, focused),
                input => input,
            };
            checked.step(input);
        }
    }
}

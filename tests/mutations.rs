//! Do the tests of the state machine notice? Each deliberate fault is built into a copy of `src/flow.rs`, and
//! `src/tests/flow.rs` has to fail on it.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;
use std::process::Command;

const FLOW: &str = include_str!("../src/flow.rs");
const TESTS: &str = include_str!("../src/tests/flow.rs");

/// All that the two need of the crate.
const CRATE: &str = "
mod error {
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub enum Error { TokenFailed }
}
#[path = \"flow.rs\"]
mod flow;
#[path = \"tests.rs\"]
mod tests;
fn main() {}
";

/// A name, what stands in the source, and what takes its place.
const MUTATIONS: &[(&str, &str, &str)] = &[
    ("an ended flow goes on", "if self.stage == Stage::Ended {", "if false {"),
    ("it navigates again and again", "Input::Ready if self.stage == Stage::Waiting", "Input::Ready if true"),
    (
        "it never navigates",
        "self.stage = Stage::Open;\n                Effect::Navigate",
        "self.stage = Stage::Open;\n                Effect::None",
    ),
    ("the page is never taken for open", "self.stage = Stage::Open;", ""),
    ("an answer counts before the page is open", "Input::Answer if self.stage == Stage::Open", "Input::Answer if true"),
    ("an answer is lost", "Input::Answer if self.stage == Stage::Open", "Input::Answer if false"),
    (
        "an answer is lost under suspicion",
        "Input::Answer if self.stage == Stage::Open",
        "Input::Answer if self.stage == Stage::Open && self.suspicion.is_none()",
    ),
    ("an answer does not end the flow", "self.end(Ending::Answered)", "Effect::End(Ending::Answered)"),
    ("a failure does not end the flow", "self.end(Ending::Failed(error))", "Effect::End(Ending::Failed(error))"),
    (
        "an exit does not end the flow",
        "if left <= 0.0 { self.end(Ending::Exited) }",
        "if left <= 0.0 { Effect::End(Ending::Exited) }",
    ),
    ("close() is taken for an exit", "self.end(Ending::Closed)", "self.end(Ending::Exited)"),
    ("destroy() tells the app", "self.end(Ending::Destroyed)", "self.end(Ending::Closed)"),
    ("a restored page stays open", "Input::Gone => self.end(Ending::Exited)", "Input::Gone => Effect::None"),
    ("a suspicion is never dropped", "self.suspicion = None;", ""),
    ("the popup is not looked at again", "Effect::WakeIn(if closing { CLOSE_LOOK } else { POLL })", "Effect::None"),
    ("an exit needs no focus", "self.focused = if focused {", "self.focused = if true {"),
    ("focus in the opener counts as an exit at once", "{ SETTLE } else { self.grace }", "{ SETTLE } else { SETTLE }"),
    ("a certain close takes the grace", "{ SETTLE } else { self.grace }", "{ self.grace } else { self.grace }"),
    (
        "visits to the opener add up",
        "self.focused.or(Some(now)) } else { None }",
        "self.focused.or(Some(now)) } else { self.focused }",
    ),
    ("each look is a new visit", "self.focused.or(Some(now))", "Some(now)"),
    ("focus before the close is not followed up", "const CLOSE_LOOK: f64 = 50.0;", "const CLOSE_LOOK: f64 = 500.0;"),
    ("a focused opener looks without end", "now - since <= FLIP", "now - since <= SESSION"),
    ("focus long after the close counts as its", "const FLIP: f64 = 300.0;", "const FLIP: f64 = 1_000.0;"),
    ("the settling is skipped", "const SETTLE: f64 = 150.0;", "const SETTLE: f64 = 0.0;"),
    ("a suspicion outlives the session", "let mut left = self.started + SESSION - now;", "let mut left = SESSION;"),
    ("a session is short", "const SESSION: f64 = 600_000.0;", "const SESSION: f64 = 60_000.0;"),
    ("it oversleeps", "Effect::WakeIn(left.min(POLL))", "Effect::WakeIn(left)"),
];

/// Whether the tests pass on this source.
fn tests_pass(folder: &Path, flow: &str) -> bool {
    let main = folder.join("main.rs");
    let program = folder.join("program");
    fs::write(&main, CRATE).unwrap();
    fs::write(folder.join("flow.rs"), flow).unwrap();
    fs::write(folder.join("tests.rs"), TESTS).unwrap();
    let rustc = Command::new("rustc")
        .args(["--edition", "2024", "--test", "-A", "warnings", "-C", "debuginfo=0", "-C", "opt-level=1", "-o"])
        .args([&program, &main])
        .status()
        .expect("rustc on the PATH");
    assert!(rustc.success(), "a mutation has to compile");
    Command::new(&program).output().unwrap().status.success()
}

#[test]
fn every_fault_is_noticed() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutations");
    fs::create_dir_all(&folder).unwrap();
    let flow = FLOW.replace("crate::error", "super::error");
    assert!(tests_pass(&folder, &flow), "the tests fail without any mutation");
    for (name, from, to) in MUTATIONS {
        assert_eq!(flow.matches(from).count(), 1, "{name}: its place in the source is not there, or not the only one");
        assert!(!tests_pass(&folder, &flow.replace(from, to)), "not noticed: {name}");
    }
    println!("{} of {} mutations noticed", MUTATIONS.len(), MUTATIONS.len());
}

//! A short soak in Chromium: no flow leaves anything behind, and what is left behind is noticed.

use std::sync::{Mutex, PoisonError};

use alter_connect_e2e::Engine;
use alter_connect_measure::soak::{Course, Plan, soak};
use anyhow::Result;
use tokio::runtime::Runtime;

/// Windows share one focus.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn play(plan: Plan) -> Result<Course> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    Runtime::new()?.block_on(soak(Engine::Chromium, plan))
}

#[test]
fn flows_leave_nothing_behind() -> Result<()> {
    let course = play(Plan { cycles: 500, popups: false, leak: false })?;
    println!("{course}");
    assert_eq!(course.leaks(), Vec::<String>::new(), "\n{course}");
    Ok(())
}

#[test]
fn what_is_left_behind_is_noticed() -> Result<()> {
    let course = play(Plan { cycles: 100, popups: false, leak: true })?;
    let leaks = course.leaks();
    for figure in [
        "wasm memory",
        "JS values held by the wasm",
        "listeners",
        "timers",
        "channels",
        "sessionStorage keys",
        "JS heap",
    ] {
        assert!(leaks.iter().any(|leak| leak.starts_with(figure)), "{figure}:\n{course}{leaks:#?}");
    }
    Ok(())
}

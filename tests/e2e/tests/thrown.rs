//! Whatever is thrown through the SDK or met in the middle of it leaves nothing behind: the next flow works.

use std::collections::BTreeMap;

use alter_connect_e2e::{BrowserOptions, Engine, Scenario, Stage};
use anyhow::Result;
use serde::Deserialize;
use serde_json::json;

use crate::lab::Lab;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!("an_exception_at_every_call_of_an_import", swept("exception", 1)).long(),
        scenario!("a_trap_at_every_call_of_an_import", swept("trap", 7)),
        // They open many windows, and no click leads to any.
        scenario!(an_exception_with_real_windows, BrowserOptions::default()).long(),
    ]
}

pub const SUCCESS: &str = "success grant-1 close";

/// The acts of `lab/sweep.js`, and what the app is told in each.
const ACTS: [(&str, &str); 10] = [
    ("a late token and a result", SUCCESS),
    ("a redirect out and back", "success exit onExit close"),
    ("a token that never comes", "error token_failed onError token_failed close"),
    ("an error", "error denied onError denied close"),
    ("close and destroy", "close"),
    ("refused calls", "invalid_options invalid_url sdk_destroyed sdk_destroyed sdk_destroyed"),
    ("the relay", SUCCESS),
    ("the user closes the popup", "exit onExit close"),
    ("the user closes the popup and clicks again", "exit onExit close success grant-1 close"),
    ("two instances", "exit onExit close success grant-1 close"),
];

/// Not at every call but at every so many: WebKit lets a page change its address a hundred times in ten seconds.
const SOME: usize = 53;

async fn an_exception_with_real_windows(stage: &Stage) -> Result<()> {
    let lab = Lab::with_faults(stage).await?;
    lab.play::<()>("useRealWindows", json!([])).await?;
    sweep(&lab, "exception", SOME).await?;
    lab.leave().await?;
    stage.browser.no_popup().await
}

/// What a sweep has found.
#[derive(Debug, Deserialize)]
struct Sweep {
    /// Calls of imports that threw, by act.
    calls: BTreeMap<String, usize>,
    /// What the app was told in each act without a fault.
    told: BTreeMap<String, String>,
    defects: Vec<String>,
}

async fn swept(stage: &Stage, fault: &str, step: usize) -> Result<()> {
    let lab = Lab::with_faults(stage).await?;
    sweep(&lab, fault, if stage.engine == Engine::Chromium { step } else { SOME }).await?;
    lab.leave().await
}

/// Plays every act with this fault at every `step`-th call.
async fn sweep(lab: &Lab<'_>, fault: &str, step: usize) -> Result<()> {
    let Sweep { calls, told, defects } = lab.play("sweep", json!([fault, step])).await?;
    let shown = &defects[..defects.len().min(20)];
    assert!(shown.is_empty(), "{} defects in {calls:?}: {shown:#?}", defects.len());
    assert_eq!(told, ACTS.map(|(act, told)| (act.into(), told.into())).into());
    assert!(calls.keys().eq(told.keys()), "some acts met no fault: {calls:?}");
    if lab.collects() {
        lab.nothing_survives().await?;
    }
    Ok(())
}

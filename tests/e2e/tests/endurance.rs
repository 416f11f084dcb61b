//! Thousands of flows, instances and refused calls in one page leave nothing behind.

use std::collections::BTreeMap;

use alter_connect_e2e::{Engine, Scenario, Stage};
use anyhow::Result;
use serde_json::{Value, json};

use crate::lab::Lab;
use crate::scenario;
use crate::thrown::SUCCESS;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(ten_thousand_flows).long(),
        scenario!(thousands_of_instances).long(),
        scenario!(thousands_of_refused_calls).long(),
        scenario!(long_lists_over_and_over).long(),
        scenario!(what_is_left_behind_is_noticed).long(),
    ]
}

/// What is played is played in so many rounds; what the first ones take for good is not counted.
const ROUNDS: usize = 5;
const WARM: usize = 2;
/// Bytes that the heap may grow after that: what the engine compiles meanwhile, and notes about code that runs often. One
/// value kept for each flow, instance or refused call would be more.
const CODE: u64 = 200_000;

async fn ten_thousand_flows(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    // WebKit lets a page change its address a hundred times in ten seconds.
    let plays = if stage.engine == Engine::Chromium { 50 } else { 3 };
    // Engines other than the one whose heap can be read are here for what is told.
    let rounds = if lab.collects() { ROUNDS } else { 1 };
    endure(&lab, rounds, "flows", json!([plays]), |told| assert_eq!(told, json!([SUCCESS]))).await
}

async fn thousands_of_instances(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    let rounds = if lab.collects() { ROUNDS } else { 1 };
    endure(&lab, rounds, "instances", json!([]), |told| assert_eq!(told, SUCCESS)).await?;
    if lab.collects() {
        lab.nothing_survives().await?;
    }
    Ok(())
}

async fn thousands_of_refused_calls(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    endure(&lab, ROUNDS, "refuse", json!([5_000]), |codes| {
        let codes: BTreeMap<String, Value> = serde_json::from_value(codes).expect("a record");
        for (call, code) in codes {
            let expected = match call.as_str() {
                call if call.contains("destroy()") => "sdk_destroyed",
                call if call.contains("baseURL") => "invalid_url",
                call if call.starts_with("open") => "invalid_options",
                call if call.starts_with("create") => "none",
                _ => "illegal_constructor",
            };
            assert_eq!(code, json!([expected]), "{call}");
        }
    })
    .await?;
    assert_eq!(lab.play::<String>("flow", json!([])).await?, SUCCESS);
    Ok(())
}

async fn long_lists_over_and_over(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    let mut sizes = Vec::new();
    for _ in 0..2 {
        lab.play::<()>("longLists", json!([])).await?;
        lab.nothing_survives().await?;
        sizes.push(lab.heap().await?);
    }
    // One handle for each item that is read would be 800,000 bytes and more.
    assert!(sizes[1] < sizes[0] + 200_000, "the heap: {sizes:?}");
    Ok(())
}

/// Each kind of thing that a flow could leave behind shows in what the other scenarios compare.
async fn what_is_left_behind_is_noticed(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    assert_eq!(lab.play::<Vec<String>>("leak", json!([])).await?, Vec::<String>::new());
    if lab.collects() {
        lab.play::<()>("keepOptions", json!([])).await?;
        assert!(lab.nothing_survives().await.is_err(), "an object that is kept is not noticed");
        let before = lab.heap().await?;
        lab.play::<()>("keepSmallObjects", json!([])).await?;
        assert!(lab.heap().await? > before + CODE / 2, "a small object for each flow is not noticed");
    }
    Ok(())
}

/// Plays something over and over, looks at what it gives, and compares what the page holds.
async fn endure(lab: &Lab<'_>, rounds: usize, name: &str, arguments: Value, check: impl Fn(Value)) -> Result<()> {
    let mut sizes = Vec::new();
    for _ in 0..rounds {
        check(lab.play(name, arguments.clone()).await?);
        let mut heap = 0;
        if lab.collects() {
            lab.play::<()>("idle", json!([])).await?;
            heap = lab.heap().await?;
        }
        let (held, places): (Value, usize) = lab.play("size", json!([])).await?;
        sizes.push((held, places, heap));
    }
    let (held, places, heap) = &sizes[WARM.min(rounds - 1)];
    for (later, taken, grown) in &sizes[WARM.min(rounds - 1)..] {
        assert_eq!(held, later, "{sizes:#?}");
        if lab.collects() {
            // The places of one round are the next one's, once garbage is collected.
            assert!(*taken < places * 3 / 2, "the memory of the wasm: {sizes:#?}");
            assert!(*grown < heap + CODE, "the heap: {sizes:#?}");
        }
    }
    Ok(())
}

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
        scenario!(twenty_thousand_flows).long(),
        scenario!(five_thousand_instances).long(),
        scenario!(a_hundred_thousand_refused_calls).long(),
        scenario!(what_is_left_behind_is_noticed).long(),
    ]
}

/// What is played is played in so many rounds; what the first ones take for good is not counted.
const ROUNDS: usize = 10;
const WARM: usize = 2;
/// Bytes that the heap may grow after that: what the engine compiles meanwhile, and notes about code that runs often. One
/// value kept for each flow, instance or refused call would be more.
const CODE: u64 = 200_000;

async fn twenty_thousand_flows(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    // WebKit lets a page change its address a hundred times in ten seconds.
    let plays = if stage.engine == Engine::Chromium { 50 } else { 3 };
    let body = format!(
        "const told = {{}};
         for (let flows = 0; flows < 1500; flows++) told[await flow()] = true;
         for (const steps of Object.values(acts)) for (let plays = 0; plays < {plays}; plays++) {{
             const {{ defects }} = await playAct(steps);
             for (const defect of defects) told[defect] = true;
         }}
         return Object.keys(told);"
    );
    // Engines other than the one whose heap can be read are here for what is told.
    let rounds = if lab.collects() { ROUNDS } else { 1 };
    endure(&lab, rounds, &body, |told| assert_eq!(told, json!([SUCCESS]))).await
}

async fn five_thousand_instances(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    let body = "for (let instances = 0; instances < 500; instances++) {
                    const sdk = hear(watch('instance', AlterConnect.create()), []);
                    if (instances % 2) {
                        await sdk.open(options([]));
                        await settle(1);
                        sdk.close();
                    }
                    clear();
                }
                return await flow();";
    let rounds = if lab.collects() { ROUNDS } else { 1 };
    endure(&lab, rounds, body, |told| assert_eq!(told, SUCCESS)).await?;
    if lab.collects() {
        lab.nothing_survives().await?;
    }
    Ok(())
}

async fn a_hundred_thousand_refused_calls(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    endure(&lab, ROUNDS, "return refuse(10000)", |codes| {
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
    assert_eq!(lab.play::<String>("return flow()").await?, SUCCESS);
    Ok(())
}

/// Each kind of thing that a flow could leave behind shows in what the other scenarios compare.
async fn what_is_left_behind_is_noticed(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    let body = "await flow();
                const leaks = {
                    listeners: () => window.addEventListener('message', () => {}),
                    timers: () => setTimeout(() => {}, 2 ** 30),
                    channels: () => new BroadcastChannel('leak'),
                    locks: () => navigator.locks.request('leak', () => new Promise(() => {})),
                    popups: () => window.open('about:blank', 'leak'),
                    stack: () => { stacks[0].value -= 16; },
                };
                const unnoticed = [];
                for (const [kind, leak] of Object.entries(leaks)) {
                    const before = await held();
                    leak();
                    await settle();
                    const after = await held();
                    const changed = Object.keys(after).filter((key) => text(after[key]) !== text(before[key]));
                    if (text(changed) !== text([kind])) unnoticed.push(`${kind}: ${changed}`);
                }
                return unnoticed;";
    assert_eq!(lab.play::<Vec<String>>(body).await?, Vec::<String>::new());
    if lab.collects() {
        lab.play::<()>("globalThis.kept = watch('options', {})").await?;
        assert!(lab.nothing_survives().await.is_err(), "an object that is kept is not noticed");
        let before = lab.heap().await?;
        lab.play::<()>("globalThis.kept = Array.from({ length: 1500 }, () => ({ leak: new Array(16) }))").await?;
        assert!(lab.heap().await? > before + CODE / 2, "a small object for each flow is not noticed");
    }
    Ok(())
}

/// Plays a script over and over, looks at what it returns, and compares what the page holds.
async fn endure(lab: &Lab<'_>, rounds: usize, body: &str, check: impl Fn(Value)) -> Result<()> {
    let mut sizes = Vec::new();
    for _ in 0..rounds {
        check(lab.play(body).await?);
        let heap = if lab.collects() { lab.heap().await? } else { 0 };
        let (held, memory): (Value, u64) = lab.play("return [await held(), bytes()]").await?;
        sizes.push((held, memory, heap));
    }
    let (held, memory, heap) = &sizes[WARM.min(rounds - 1)];
    assert_eq!(held["stack"].as_array().map(Vec::len), Some(1), "the stack pointer is not among the exports");
    for (later, bytes, grown) in &sizes[WARM.min(rounds - 1)..] {
        assert_eq!(held, later, "{sizes:#?}");
        if lab.collects() {
            assert_eq!(memory, bytes, "the memory of the wasm: {sizes:#?}");
            assert!(*grown < heap + CODE, "the heap: {sizes:#?}");
        }
    }
    Ok(())
}

//! What this SDK is to reach beside the reference, and what it reaches.

use std::fmt::Write as _;

use alter_connect_e2e::{Engine, Sdk};
use anyhow::{Context, Result};

use super::bytes::{Bytes, find};
use super::format::{digits, thousands};
use super::report::Results;
use super::samples::Samples;

/// Bytes after brotli.
const SIZES: [(&str, u64); 3] =
    [("alter-connect.esm.js", 7_400), ("alter-connect.umd.js", 7_400), ("alter-connect-js.esm.js", 8_600)];

struct Goal {
    what: String,
    asked: String,
    measured: String,
    met: bool,
}

/// Every goal, what was measured, and whether it is met.
///
/// # Errors
/// Something was not measured.
pub fn table(bytes: &Bytes, results: &Results) -> Result<String> {
    let mut goals = Vec::new();
    for (name, limit) in SIZES {
        let size = find(&bytes.files, name)?.brotli;
        goals.push(Goal {
            what: format!("{name}, brotli"),
            asked: format!("at most {} bytes", thousands(limit)),
            measured: thousands(size),
            met: size <= limit,
        });
    }
    for (engine, samples) in results {
        goals.extend(times(*engine, samples)?);
    }
    let mut text = "| | asked | measured | met |\n|---|---|--:|---|\n".to_owned();
    for Goal { what, asked, measured, met } in goals {
        writeln!(text, "| {what} | {asked} | {measured} | {} |", if met { "yes" } else { "**no**" })?;
    }
    Ok(text)
}

fn times(engine: Engine, samples: &Samples) -> Result<Vec<Goal>> {
    let both = |figure: &str| -> Result<(f64, f64)> {
        let median =
            |sdk| samples.median(sdk, figure).with_context(|| format!("{figure} was not measured in {engine}"));
        Ok((median(Sdk::Ours)?, median(Sdk::Reference)?))
    };
    let times = |what: &str, figure: &str, limit: f64| -> Result<Goal> {
        let (ours, reference) = both(figure)?;
        Ok(Goal {
            what: format!("{what}, {engine}"),
            asked: format!("at most {limit} times the reference"),
            measured: format!("{}×", digits(ours / reference)),
            met: ours <= limit * reference,
        })
    };
    let (click, reference_click) = both("cold launch")?;
    let (alone, reference_alone) = both("chatter alone")?;
    let (flow, reference_flow) = both("chatter flow")?;
    let (added, reference_added) = (flow - alone, reference_flow - reference_alone);

    let mut goals = vec![times("`create()`, cold", "cold create", 0.5)?];
    if engine == Engine::Chromium {
        goals.push(times("main thread busy until ready, cold", "cold busy", 1.2)?);
    }
    goals.push(Goal {
        what: format!("first click, cold, {engine}"),
        asked: "within 0.3 ms of the reference".to_owned(),
        measured: format!("{} ms", digits(click - reference_click)),
        met: click - reference_click <= 0.3,
    });
    goals.push(Goal {
        what: format!("what an SDK adds to a message of others, {engine}"),
        asked: "no more than the reference".to_owned(),
        measured: format!("{} ns beside {} ns", digits(added), digits(reference_added)),
        met: added <= reference_added,
    });
    Ok(goals)
}

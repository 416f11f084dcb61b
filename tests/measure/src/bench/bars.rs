//! What this SDK is to reach beside the reference, and what it reaches.

use std::fmt::Write as _;

use alter_connect_e2e::{Engine, Sdk};
use anyhow::{Context, Result};

use super::bytes::{Bytes, find};
use super::format::{digits, thousands};
use super::report::Results;
use super::samples::Samples;

struct Bar {
    what: String,
    asked: &'static str,
    measured: String,
    met: bool,
}

/// Every bar, what was measured, and whether it is met.
///
/// # Errors
/// Something was not measured.
pub fn table(bytes: &Bytes, results: &Results) -> Result<String> {
    let mut bars = sizes(bytes)?;
    for (engine, samples) in results {
        bars.extend(times(*engine, samples)?);
    }
    let mut text = "| | asked | measured | met |\n|---|---|--:|---|\n".to_owned();
    for Bar { what, asked, measured, met } in bars {
        writeln!(text, "| {what} | {asked} | {measured} | {} |", if met { "yes" } else { "**no**" })?;
    }
    Ok(text)
}

fn sizes(bytes: &Bytes) -> Result<Vec<Bar>> {
    let bar = |name: &str| -> Result<Bar> {
        let size = find(&bytes.files, name)?.brotli;
        Ok(Bar {
            what: format!("{name}, brotli"),
            asked: "at most 8,000 bytes",
            measured: thousands(size),
            met: size <= 8_000,
        })
    };
    Ok(vec![bar("alter-connect.esm.js")?, bar("alter-connect.umd.js")?])
}

fn times(engine: Engine, samples: &Samples) -> Result<Vec<Bar>> {
    let both = |figure: &str| -> Result<(f64, f64)> {
        let median =
            |sdk| samples.median(sdk, figure).with_context(|| format!("{figure} was not measured in {engine}"));
        Ok((median(Sdk::Ours)?, median(Sdk::Reference)?))
    };
    let later = |what: &str, figure: &str, asked: &'static str, limit: f64| -> Result<Bar> {
        let (ours, reference) = both(figure)?;
        let difference = ours - reference;
        let measured = format!("{} ms", digits(difference));
        Ok(Bar { what: format!("{what}, {engine}"), asked, measured, met: difference <= limit })
    };

    let (alone, reference_alone) = both("chatter alone")?;
    let (flow, reference_flow) = both("chatter flow")?;
    let (added, reference_added) = (flow - alone, reference_flow - reference_alone);
    let growth = both("grants 10000")?.0 / both("grants 1000")?.0;
    let grants = |what: &str, figure: &str| -> Result<Bar> {
        let (ours, reference) = both(figure)?;
        Ok(Bar {
            what: format!("{what}, {engine}"),
            asked: "at most 3 times the reference",
            measured: format!("{}×", digits(ours / reference)),
            met: ours <= 3.0 * reference,
        })
    };
    Ok(vec![
        later("ready, cold, beside the reference", "cold 1 ready", "at most 3 ms later", 3.0)?,
        later("ready, warm, beside the reference", "warm 1 ready", "at most 3 ms later", 3.0)?,
        later("first `open()` to `window.open`, cold", "cold 1 launch", "within 0.3 ms", 0.3)?,
        later("first `open()` to `window.open`, warm", "warm 1 launch", "within 0.3 ms", 0.3)?,
        Bar {
            what: format!("what an SDK adds to a message of others, {engine}"),
            asked: "no more than the reference",
            measured: format!("{} ns beside {} ns", digits(added), digits(reference_added)),
            met: added <= reference_added,
        },
        grants("10,000 grants in the page's first flow", "grants first")?,
        grants("10,000 grants again and again", "grants 10000")?,
        Bar {
            what: format!("10,000 grants beside 1,000, {engine}"),
            asked: "linear (at most 12 times)",
            measured: format!("{}×", digits(growth)),
            met: growth <= 12.0,
        },
    ])
}

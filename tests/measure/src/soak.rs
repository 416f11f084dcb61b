//! Flow after flow in one page: what is left of them?

use std::fmt;
use std::time::{Duration, Instant};

use alter_connect_e2e::{Engine, Window};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::lab::Lab;
use crate::site::{Listening, Site};

/// How many bytes the JavaScript heap may grow with each flow after the warm-up. A leaked event, closure or message has more.
const BYTES_PER_FLOW: u64 = 64;

/// How many it may grow besides: what the engine compiles meanwhile, and notes about the code that runs often.
const BYTES_OF_CODE: u64 = 256 * 1024;

/// Without any sign of life for so long, the page hangs.
const LIMIT: Duration = Duration::from_secs(60);

/// What is played.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many flows are opened and come to their end.
    pub cycles: u64,
    /// Real popups instead of a frame.
    pub popups: bool,
    /// Leave something of every kind behind, to see that it is noticed.
    pub leak: bool,
}

/// What the page holds at one moment.
#[derive(Clone, Debug, Deserialize)]
pub struct Sample {
    /// Flows that have come to their end.
    #[serde(default)]
    pub cycles: u64,
    /// Bytes of the wasm's memory.
    pub wasm_memory: u64,
    /// JavaScript values that the wasm holds.
    pub values: u64,
    /// Event listeners on the window and on open channels.
    pub listeners: u64,
    /// Timers that are due.
    pub timers: u64,
    /// Open BroadcastChannels.
    pub channels: u64,
    /// Keys in the session storage.
    pub stored: Vec<String>,
    /// Bytes of JavaScript heap after garbage collection, in the engine that tells.
    #[serde(default)]
    pub heap: Option<u64>,
}

/// The course of one soak.
#[derive(Clone, Debug)]
pub struct Course {
    plan: Plan,
    engine: Engine,
    duration: Duration,
    played: Vec<(String, u64)>,
    /// At the start, after the warm-up (a tenth), at half time and at the end.
    samples: [Sample; 4],
}

/// Plays the plan in a new browser.
///
/// # Errors
/// A flow did not end as it should, or the browser failed.
pub async fn soak(engine: Engine, plan: Plan) -> Result<Course> {
    let lab = Lab::start(engine).await?;
    let site = Site::start().await?;
    let course = play(&lab, &site, engine, plan).await;
    lab.close().await?;
    course
}

async fn play(lab: &Lab, site: &Site, engine: Engine, plan: Plan) -> Result<Course> {
    let window = lab.browser().main();
    let reports = site.listen();
    let mut address = format!("{}?hosted={}", site.page("soak.html"), site.hosted());
    for (option, _) in [("popups", plan.popups), ("leak", plan.leak)].iter().filter(|(_, set)| *set) {
        address = format!("{address}&{option}");
    }
    window.goto(&address).await?;
    reports.until(LIMIT, "ready").await.context("the page, or the SDK on it, does not load")?;

    let mut samples = vec![sample(engine, window, 0).await?];
    let started = Instant::now();
    let mut measuring = Duration::ZERO;
    let mut played = Vec::new();
    let points = [plan.cycles / 10, plan.cycles / 2, plan.cycles];
    for (from, to) in [0].into_iter().chain(points).zip(points) {
        played = run(window, &site.listen(), from, to).await?;
        if plan.popups {
            lab.browser().no_popup().await?;
        }
        let pause = Instant::now();
        samples.push(sample(engine, window, to).await?);
        measuring += pause.elapsed();
    }
    let duration = started.elapsed() - measuring;
    let samples = samples.try_into().expect("one at the start and three on the way");
    Ok(Course { plan, engine, duration, played, samples })
}

async fn run(window: &Window, reports: &Listening<'_>, from: u64, to: u64) -> Result<Vec<(String, u64)>> {
    window.script::<Value>("start(...arguments)", vec![from.into(), to.into()]).await?;
    let done = match reports.until(LIMIT, "done").await {
        Ok(done) => done,
        Err(error) => {
            let state = window.script::<Value>("return [state, document.hasFocus(), counts()]", vec![]).await?;
            return Err(error.context(format!("the page says: {state}")));
        }
    };
    let played =
        done.details.get("played").and_then(Value::as_object).context("the page does not say what it played")?;
    Ok(played.iter().map(|(ending, times)| (ending.clone(), times.as_u64().unwrap_or(0))).collect())
}

async fn sample(engine: Engine, window: &Window, cycles: u64) -> Result<Sample> {
    let heap = if engine == Engine::Chromium { Some(heap(window).await?) } else { None };
    let sample = window.script::<Sample>("return counts()", vec![]).await?;
    Ok(Sample { cycles, heap, ..sample })
}

/// What is finalised in one collection is collected in the next.
async fn heap(window: &Window) -> Result<u64> {
    for _ in 0..3 {
        window.devtools("HeapProfiler.collectGarbage", json!({})).await?;
        window.script::<Value>("return 0", vec![]).await?;
    }
    let usage = window.devtools("Runtime.getHeapUsage", json!({})).await?;
    // A whole number, written as a float.
    Ok(usage["usedSize"].as_f64().context("no figure for the heap")? as u64)
}

impl Course {
    /// What has grown that must not; empty: nothing is left behind.
    pub fn leaks(&self) -> Vec<String> {
        let [start, warm, _, end] = &self.samples;
        let mut leaks = Vec::new();
        let mut same = |name: &str, before: u64, after: u64, since: u64| {
            if before != after {
                leaks.push(format!("{name}: {after} at the end, {before} after {since} flows"));
            }
        };
        same("wasm memory", warm.wasm_memory, end.wasm_memory, warm.cycles);
        // Closures that JavaScript has been given go when it collects its garbage, which the others do when they like.
        if self.engine == Engine::Chromium {
            same("JS values held by the wasm", warm.values, end.values, warm.cycles);
        }
        same("listeners", start.listeners, end.listeners, start.cycles);
        same("timers", start.timers, end.timers, start.cycles);
        same("channels", start.channels, end.channels, start.cycles);
        same("sessionStorage keys", start.stored.len() as u64, end.stored.len() as u64, start.cycles);
        if let (Some(before), Some(after)) = (warm.heap, end.heap) {
            let flows = end.cycles - warm.cycles;
            let (growth, bound) = (after.saturating_sub(before), flows * BYTES_PER_FLOW + BYTES_OF_CODE);
            if growth > bound {
                leaks.push(format!("JS heap: {growth} bytes more after {flows} flows; up to {bound} are allowed"));
            }
        }
        leaks
    }
}

impl fmt::Display for Course {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.plan.popups { "real popups" } else { "a frame of another origin as the popup" };
        let Plan { cycles, .. } = self.plan;
        writeln!(f, "{}: {cycles} flows in {:.1} s, {place}", self.engine, self.duration.as_secs_f64())?;
        let played: Vec<_> = self.played.iter().map(|(ending, times)| format!("{ending} {times}")).collect();
        writeln!(f, "  {}", played.join(", "))?;
        write!(f, "  {:28}", "after so many flows")?;
        self.samples.iter().try_for_each(|sample| write!(f, "{:>12}", sample.cycles))?;
        writeln!(f)?;
        let mut row = |name: &str, figure: &dyn Fn(&Sample) -> Option<u64>| {
            write!(f, "  {name:28}")?;
            for sample in &self.samples {
                let figure = figure(sample).map_or("unknown".into(), |figure| figure.to_string());
                write!(f, "{figure:>12}")?;
            }
            writeln!(f)
        };
        row("wasm memory, bytes", &|sample| Some(sample.wasm_memory))?;
        row("JS values held by the wasm", &|sample| Some(sample.values))?;
        row("listeners", &|sample| Some(sample.listeners))?;
        row("timers", &|sample| Some(sample.timers))?;
        row("channels", &|sample| Some(sample.channels))?;
        row("sessionStorage keys", &|sample| Some(sample.stored.len() as u64))?;
        row("JS heap after gc, bytes", &|sample| sample.heap)?;
        let [_, warm, _, end] = &self.samples;
        if let (Some(before), Some(after)) = (warm.heap, end.heap) {
            let growth = (after as f64 - before as f64) / (end.cycles - warm.cycles) as f64;
            writeln!(f, "  the heap grew by {growth:.1} bytes with each flow after the first {}", warm.cycles)?;
            writeln!(
                f,
                "  (allowed: {BYTES_PER_FLOW} each, and {BYTES_OF_CODE} altogether for code compiled meanwhile)"
            )?;
        }
        Ok(())
    }
}

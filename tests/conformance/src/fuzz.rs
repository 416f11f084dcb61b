//! Differential fuzzing: both SDKs hear the same random messages in one page.

use std::fmt;
use std::time::Duration;

use alter_connect_e2e::{Engine, Host, Sdk, wait};
use anyhow::{Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::scenario::Surroundings;
use crate::server::Sites;

/// How many messages a page plays before it is asked for its sums.
const CHUNK: u32 = 1_000;

/// For one chunk. It bounds hangs, it measures nothing.
const CHUNK_LIMIT: Duration = Duration::from_secs(120);

/// Which messages to play: numbers `from` to `to` (exclusive) of a seed. The same always give the same messages.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The seed.
    pub seed: u32,
    /// The first message.
    pub from: u32,
    /// The first that is no longer played.
    pub to: u32,
}

/// What came of the messages, by what both SDKs said.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sums {
    success: u64,
    error: u64,
    ignored: u64,
    /// The reference tripped over a `null`; without it, it said what ours said with it.
    declared: u64,
    /// Never sent; also counted as ignored.
    uncloneable: u64,
    differences: Vec<Difference>,
}

/// A message on which the SDKs disagree.
#[derive(Clone, Debug, Deserialize)]
pub struct Difference {
    number: u32,
    sent: String,
    reference: String,
    ours: String,
}

/// Plays the messages with this build of ours.
pub async fn fuzz(host: &mut Host, build: Sdk, run: Run) -> Result<Sums> {
    let sites = Sites::start(build, None).await?;
    let window = host.browser(&Surroundings::Desktop.browser()).await?.main().clone();
    let mut sums = Sums::default();
    for from in (run.from..run.to).step_by(CHUNK as usize) {
        let to = run.to.min(from.saturating_add(CHUNK));
        // A page of its own for each chunk: nothing piles up.
        window.goto(&sites.fuzz_page()).await?;
        window.script::<Value>("startFuzz(...arguments)", vec![run.seed.into(), from.into(), to.into()]).await?;
        let what = format!("messages {from} to {to} of seed {}", run.seed);
        let answer: Value = wait::until_within(CHUNK_LIMIT, &what, async || {
            window.script::<Option<Value>>("return fuzzed", vec![]).await
        })
        .await?;
        if let Some(failure) = answer.get("failure") {
            bail!("{what}: {failure}");
        }
        sums.add(serde_json::from_value(answer)?);
    }
    window.goto("about:blank").await?;
    if let Some(first) = sums.differences.first() {
        bail!("{sums}\n{}", replay(host.engine(), build, run.seed, first));
    }
    if sums.total() != u64::from(run.to - run.from) {
        bail!("{} messages were to be played: {sums}", json!(run.to - run.from));
    }
    if run.to - run.from >= CHUNK && sums.is_lopsided() {
        bail!("the messages prove little: {sums}");
    }
    Ok(sums)
}

fn replay(engine: Engine, build: Sdk, seed: u32, difference: &Difference) -> String {
    let number = difference.number;
    format!(
        "message {number} of seed {seed} was {}\n  reference: {}\n  ours: {}\nplay it again: SDK={} ENGINES={engine} \
         SCENARIO=fuzz FUZZ=1 FUZZ_SEED={seed} FUZZ_FROM={number} cargo xtask test --only conformance",
        difference.sent,
        difference.reference,
        difference.ours,
        build.name(),
    )
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.success += other.success;
        self.error += other.error;
        self.ignored += other.ignored;
        self.declared += other.declared;
        self.uncloneable += other.uncloneable;
        self.differences.extend(other.differences);
    }

    /// Whether hardly any message was of some kind.
    fn is_lopsided(&self) -> bool {
        [self.success, self.error, self.ignored].iter().any(|count| count * 10 < self.total())
    }

    fn total(&self) -> u64 {
        self.success + self.error + self.ignored + self.declared
    }
}

impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} successes, {} errors, {} ignored ({} of them could not be cloned), {} declared (point 3), {} differ",
            self.success,
            self.error,
            self.ignored,
            self.uncloneable,
            self.declared,
            self.differences.len(),
        )
    }
}

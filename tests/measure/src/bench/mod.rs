//! This SDK and the package that it replaces, measured side by side: in turns, in the same browser.

pub mod bytes;
mod format;
mod goals;
mod memory;
mod messages;
mod ready;
pub mod report;
mod rows;
pub mod samples;
mod server;
mod stage;

use alter_connect_e2e::Engine;
use anyhow::{Context, Result};

pub use server::Scripts;

use samples::Samples;
use stage::Stage;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How often a page is loaded afresh for each of its figures.
    pub loads: usize,
    /// How often the messages are measured, each time in a new page.
    pub messages: usize,
    /// How often the memory is measured.
    pub memory: usize,
    /// How many flows are run for that.
    pub flows: u32,
}

impl Plan {
    /// Figures to publish: about ten minutes.
    pub const FULL: Self = Self { loads: 31, messages: 15, memory: 3, flows: 10_000 };

    /// To see that it works: under two minutes.
    pub const QUICK: Self = Self { loads: 3, messages: 2, memory: 1, flows: 10_000 };
}

/// Measures everything in one engine.
///
/// # Errors
/// The browser fails, or an SDK does not do what it should.
pub async fn measure(engine: Engine, scripts: &Scripts, plan: Plan) -> Result<Samples> {
    let stage = Stage::start(engine, scripts.clone()).await?;
    let samples = on(&stage, plan).await.with_context(|| format!("in {engine}"));
    stage.close().await?;
    samples
}

async fn on(stage: &Stage, plan: Plan) -> Result<Samples> {
    let mut samples = Samples::new(stage.user_agent().await?);
    let step = |what: &str| eprintln!("{}: {what}", stage.engine());
    step("until the popup opens");
    ready::measure(stage, plan, &mut samples).await?;
    step("messages");
    messages::measure(stage, plan, &mut samples).await?;
    step("memory");
    memory::measure(stage, plan, &mut samples).await?;
    Ok(samples)
}

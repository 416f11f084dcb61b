//! What a first visit loads.

use alter_connect_e2e::{Scenario, Stage};
use alter_connect_site::StaticHost;
use anyhow::Result;

use crate::scenario;

/// Bytes on the wire before anybody presses Connect: page, style, scripts, the SDK.
const BUDGET: u64 = 60_000;

pub fn scenarios() -> Vec<Scenario> {
    vec![scenario!(the_first_load)]
}

async fn the_first_load(stage: &Stage) -> Result<()> {
    let (_host, page) = StaticHost::visited(stage).await?;
    page.wait_for("#code").await?;
    let loaded: Vec<(String, u64)> = page
        .script(
            "return performance.getEntries().filter(({ transferSize }) => transferSize)
                 .map(({ name, transferSize }) => [name, transferSize])",
            vec![],
        )
        .await?;
    let bytes: u64 = loaded.iter().map(|(_, bytes)| bytes).sum();
    assert!(loaded.len() >= 4 && bytes > 15_000, "not everything was counted: {loaded:?}");
    assert!(bytes < BUDGET, "the first load takes {bytes} bytes: {loaded:?}");
    assert!(!loaded.iter().any(|(name, _)| name.contains("/emulator/")), "the emulator was loaded: {loaded:?}");
    println!("first load: {bytes} bytes in {} files", loaded.len());
    Ok(())
}

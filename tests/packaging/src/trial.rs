//! A test that needs no browser.

use std::sync::Arc;

use anyhow::Result;
use libtest_mimic::{Failed, Trial};
use tokio::runtime::Runtime;

/// It passes if the check does.
pub fn trial<Checked: Future<Output = Result<()>>>(
    runtime: &Arc<Runtime>,
    name: &str,
    check: impl FnOnce() -> Checked + Send + 'static,
) -> Trial {
    let runtime = runtime.clone();
    Trial::test(name, move || runtime.block_on(check()).map_err(|error| Failed::from(format!("{error:#}"))))
}

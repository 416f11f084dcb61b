//! Waiting on conditions: every wait has one limit and says what it waited for.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a condition may take before the scenario fails. Generous: it bounds hangs, it measures nothing.
pub const LIMIT: Duration = Duration::from_secs(20);

const PAUSE: Duration = Duration::from_millis(40);

/// Calls `probe` until it gives a value, for [`LIMIT`] at most. An error of its ends the wait at once.
pub async fn until<T>(what: &str, probe: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    until_within(LIMIT, what, probe).await
}

/// [`until`] with another limit.
pub async fn until_within<T>(
    limit: Duration,
    what: &str,
    mut probe: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        if let Some(value) = probe().await? {
            return Ok(value);
        }
        if started.elapsed() > limit {
            bail!("waited {} s for {what}", limit.as_secs());
        }
        tokio::time::sleep(PAUSE).await;
    }
}

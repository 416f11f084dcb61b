//! From a popup's real end to `onExit`.

use std::fmt;

use alter_connect_e2e::Engine;
use anyhow::Result;
use serde_json::Value;

use crate::app::{App, LIMIT};

/// Half of the exits may take no longer, in milliseconds; those that do are shown.
const AIM: u64 = 500;

/// Who closes the popup.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum By {
    /// Its user, at the window's frame.
    User,
    /// Its page, by `window.close()`.
    Page,
}

/// How long it took, in milliseconds.
#[derive(Clone, Debug)]
pub struct Latencies {
    engine: Engine,
    by: By,
    /// Since the window manager was told to close the window, or since the page's call of `window.close()`.
    each: Vec<u64>,
    /// What the app saw at those that took longer than [`AIM`].
    slow: Vec<String>,
}

/// Opens and closes a popup so many times.
///
/// # Errors
/// An exit does not come, or the browser fails.
pub async fn measure(engine: Engine, by: By, times: u16) -> Result<Latencies> {
    let app = App::start(engine).await?;
    let measured = series(&app, engine, by, times).await;
    app.close().await?;
    measured
}

async fn series(app: &App, engine: Engine, by: By, times: u16) -> Result<Latencies> {
    let mut latencies = Latencies { engine, by, each: Vec::new(), slow: Vec::new() };
    app.load().await?;
    for _ in 0..times {
        let popup = app.connect(false).await?;
        let reports = app.listen();
        let told = match by {
            By::User => Some(app.close_popup().await?),
            By::Page => {
                // By a timer: the driver has to be answered before the window goes.
                let close = "opener.postMessage({ closing: Date.now() }, '*'); close();";
                popup.script::<Value>(&format!("setTimeout(() => {{ {close} }}, 50)"), vec![]).await?;
                None
            }
        };
        let exit = reports.until(LIMIT, "exit").await?.at;
        let closed = match told {
            Some(moment) => moment,
            None => reports.until(LIMIT, "closing").await?.at,
        };
        let latency = exit.saturating_sub(closed);
        latencies.each.push(latency);
        app.alone().await?;
        if latency > AIM {
            let since = |what| match reports.heard(what).first() {
                Some(seen) => format!("after {} ms", seen.at.saturating_sub(closed)),
                None => "never".to_owned(),
            };
            let seen = format!("focus {}, `closed` {}", since("focus"), since("looks closed"));
            latencies.slow.push(format!("{latency} ms: {seen}"));
        }
    }
    Ok(latencies)
}

impl Latencies {
    /// Whether half of the exits, at least, came in time.
    pub fn is_prompt(&self) -> bool {
        median(&self.each).is_some_and(|median| median <= AIM)
    }
}

impl fmt::Display for Latencies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = match self.by {
            By::User => "closed by its user",
            By::Page => "closed by window.close()",
        };
        let median = median(&self.each).ok_or(fmt::Error)?;
        let worst = self.each.iter().max().ok_or(fmt::Error)?;
        let times = self.each.len();
        write!(f, "{:10}{by:26}{times:>5}{median:>8} ms{worst:>8} ms", self.engine.name())?;
        self.slow.iter().try_for_each(|slow| write!(f, "\n{:10}  {slow}", ""))
    }
}

fn median(latencies: &[u64]) -> Option<u64> {
    let mut sorted = latencies.to_vec();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = sorted[(sorted.len() - 1) / 2];
    Some((lower + upper) / 2)
}

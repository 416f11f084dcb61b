//! Prints how soon, and how surely, a closed popup is noticed.

mod app;
mod desktop;
mod severed;

use std::process::ExitCode;
use std::time::Duration;

use alter_connect_e2e::Engine;
use anyhow::{Context, Result};
use clap::Parser;
use serde_json::Value;
use tokio::task::LocalSet;

use app::App;

/// Closes popups, and measures the time until onExit.
#[derive(Parser)]
struct Args {
    /// The engine to measure; may be given several times [default: chromium, firefox and webkit]
    #[arg(long)]
    engine: Vec<Engine>,
    /// How often the popup is closed in each way
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    times: u16,
    /// Instead: popups at a provider whose page sends COOP same-origin, and a sign-in of so many seconds there
    #[arg(long, value_name = "SECONDS")]
    coop: Option<u64>,
}

/// Half of the exits may take no longer, in milliseconds; those that do are shown.
const AIM: u64 = 500;

/// Who closes the popup.
#[derive(Clone, Copy)]
enum By {
    /// Its user, at the window's frame.
    User,
    /// Its page, by `window.close()`.
    Page,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let args = Args::parse();
    let engines = if args.engine.is_empty() { Engine::ALL.to_vec() } else { args.engine };
    let good = match args.coop {
        Some(seconds) => tell_stories(&engines, Duration::from_secs(seconds)).await?,
        None => tell_latencies(&engines, args.times).await?,
    };
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// False: half of the exits took too long, somewhere.
async fn tell_latencies(engines: &[Engine], times: u16) -> Result<bool> {
    println!("from the close to onExit            times     median      worst");
    let mut good = true;
    for engine in engines {
        for (by, name) in [(By::User, "closed by its user"), (By::Page, "closed by window.close()")] {
            let app = App::start(*engine).await?;
            let measured = measure(&app, by, times).await;
            app.close().await?;
            let (latencies, slow) = measured?;
            let (median, worst) = (latencies[latencies.len() / 2], latencies[latencies.len() - 1]);
            println!("{:10}{name:26}{times:>5}{median:>8} ms{worst:>8} ms", engine.name());
            slow.iter().for_each(|slow| println!("{:10}  {slow}", ""));
            good &= is_prompt(&latencies);
        }
    }
    Ok(good)
}

/// Whether half of the exits, at least, came in time.
fn is_prompt(sorted: &[u64]) -> bool {
    sorted[sorted.len() / 2] <= AIM
}

/// Opens and closes a popup so many times. The milliseconds to each `onExit`, the shortest first, since the window manager was
/// told to close the window, or since the page's call of `window.close()`; and what the app saw at those that took long.
async fn measure(app: &App, by: By, times: u16) -> Result<(Vec<u64>, Vec<String>)> {
    let (mut latencies, mut slow) = (Vec::new(), Vec::new());
    for _ in 0..times {
        let popup = app.connect(false).await?;
        let heard = app.listen();
        let closed = match by {
            By::User => app.close_popup().await?,
            By::Page => {
                // By a timer: the driver has to be answered before the window goes.
                let close = "opener.postMessage({ closing: Date.now() }, '*'); close();";
                popup.script::<Value>(&format!("setTimeout(() => {{ {close} }}, 50)"), vec![]).await?;
                heard.until("closing").await?.value().as_u64().context("the popup tells no time")?
            }
        };
        let latency = heard.until("onExit").await?.at.saturating_sub(closed);
        latencies.push(latency);
        app.alone().await?;
        if latency > AIM {
            let since = |what| match heard.first(what) {
                Some(seen) => format!("after {} ms", seen.at.saturating_sub(closed)),
                None => "never".to_owned(),
            };
            slow.push(format!("{latency} ms: focus {}, `closed` {}", since("focus"), since("looks closed")));
        }
    }
    latencies.sort_unstable();
    Ok((latencies, slow))
}

/// False: some story did not go as it should.
async fn tell_stories(engines: &[Engine], sign_in: Duration) -> Result<bool> {
    println!("the popup is at a provider with COOP same-origin, and its user ...");
    // All at once: each engine has a display of its own, and most of the time is the users'.
    let local = LocalSet::new();
    let tellers: Vec<_> = engines.iter().map(|engine| local.spawn_local(severed::tell(*engine, sign_in))).collect();
    local.await;
    let mut good = true;
    for teller in tellers {
        good &= teller.await?;
    }
    Ok(good)
}

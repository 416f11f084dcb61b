//! A popup at a provider whose page sends COOP `same-origin`: to the opener it looks closed, and is not.

use std::fmt;
use std::time::Duration;

use alter_connect_e2e::{Engine, Window};
use anyhow::{Result, bail};
use tokio::time::sleep;

use crate::app::{App, LIMIT};
use crate::site::Listening;

/// How long the user is at the provider before doing anything: focus that comes within 300 ms of the popup's looking closed
/// counts as its close.
const BEFORE: Duration = Duration::from_secs(3);

/// How long the user looks at the app: less than `closeGrace`.
const GLANCE: Duration = Duration::from_secs(3);

/// More than `closeGrace` and whatever comes before it.
const AFTER_GLANCE: Duration = Duration::from_secs(10);

/// What the user does with such a popup.
#[derive(Clone, Copy, Debug)]
pub enum Story {
    /// Signs in, which takes so long.
    SignsIn(Duration),
    /// Goes back to the app for [`GLANCE`], and then goes on.
    LooksBack,
    /// Goes back to the app and stays, the popup behind it.
    Leaves,
    /// Closes the popup.
    Closes,
}

impl Story {
    /// All of them.
    pub fn all(sign_in: Duration) -> [Self; 4] {
        [Self::SignsIn(sign_in), Self::LooksBack, Self::Leaves, Self::Closes]
    }
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignsIn(time) => write!(f, "signs in for {} s", time.as_secs()),
            Self::LooksBack => write!(f, "looks at the app for {} s, then approves", GLANCE.as_secs()),
            Self::Leaves => f.write_str("goes back to the app"),
            Self::Closes => f.write_str("closes the popup"),
        }
    }
}

/// Plays the story, and tells what the app heard and when.
///
/// # Errors
/// The app heard of an exit that was none, or not what it should have, or the browser failed.
pub async fn play(engine: Engine, story: Story) -> Result<String> {
    let app = App::start(engine).await?;
    let outcome = on(&app, story).await;
    app.close().await?;
    outcome
}

async fn on(app: &App, story: Story) -> Result<String> {
    app.load().await?;
    let reports = app.listen();
    let popup = app.connect(true).await?;
    reports.until(LIMIT, "looks closed").await?;
    match story {
        Story::SignsIn(time) => {
            no_exit(&reports, time).await?;
            approve(app, &popup, &reports).await
        }
        Story::LooksBack => {
            no_exit(&reports, BEFORE).await?;
            app.turn_to_app().await?;
            no_exit(&reports, GLANCE).await?;
            app.turn_to_popup().await?;
            no_exit(&reports, AFTER_GLANCE).await?;
            approve(app, &popup, &reports).await
        }
        Story::Leaves => {
            no_exit(&reports, BEFORE).await?;
            let focus = app.turn_to_app().await?;
            exit_since(&reports, focus).await
        }
        Story::Closes => {
            no_exit(&reports, BEFORE).await?;
            let closed = app.close_popup().await?;
            exit_since(&reports, closed).await
        }
    }
}

async fn exit_since(reports: &Listening<'_>, moment: u64) -> Result<String> {
    let exit = reports.until(LIMIT, "exit").await?.at;
    Ok(format!("exit after {} ms", exit.saturating_sub(moment)))
}

/// Nothing is awaited here: it is the time in which a false exit would come.
async fn no_exit(reports: &Listening<'_>, time: Duration) -> Result<()> {
    sleep(time).await;
    if !reports.heard("exit").is_empty() {
        bail!("the app heard of an exit while the popup was open");
    }
    Ok(())
}

async fn approve(app: &App, popup: &Window, reports: &Listening<'_>) -> Result<String> {
    popup.click("#approve").await?;
    let success = reports.until(LIMIT, "success").await?;
    app.alone().await?;
    if !reports.heard("exit").is_empty() {
        bail!("the app heard of a success and of an exit");
    }
    Ok(format!("no exit; approved: onSuccess with {} grant", success.details["grants"]))
}

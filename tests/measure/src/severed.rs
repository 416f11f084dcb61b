//! A popup at a provider whose page sends COOP `same-origin`: to the opener it looks closed, and is not.

use std::time::Duration;

use alter_connect_e2e::{Engine, Window};
use anyhow::{Result, ensure};
use tokio::time::sleep;

use crate::app::{App, Listening};

/// How long the user is at the provider before doing anything: focus that comes within 300 ms of the popup's looking closed
/// counts as its close.
const BEFORE: Duration = Duration::from_secs(3);

/// How long the user looks at the app: less than `closeGrace`.
const GLANCE: Duration = Duration::from_secs(3);

/// More than `closeGrace` and whatever comes before it.
const AFTER_GLANCE: Duration = Duration::from_secs(10);

/// What the user does with such a popup.
#[derive(Clone, Copy)]
enum Story {
    SignsIn,
    /// Goes back to the app for [`GLANCE`], and then goes on.
    LooksBack,
    /// Goes back to the app and stays, the popup behind it.
    Leaves,
    Closes,
}

/// Plays each story, and tells what the app heard and when. Whether each went as it should.
pub async fn tell(engine: Engine, sign_in: Duration) -> bool {
    let mut good = true;
    for (story, words) in [
        (Story::SignsIn, format!("signs in for {} s", sign_in.as_secs())),
        (Story::LooksBack, format!("looks at the app for {} s, then approves", GLANCE.as_secs())),
        (Story::Leaves, "goes back to the app".to_owned()),
        (Story::Closes, "closes the popup".to_owned()),
    ] {
        let outcome = play(engine, story, sign_in).await;
        good &= outcome.is_ok();
        let outcome = outcome.unwrap_or_else(|error| format!("FAILED {error:#}"));
        println!("{:10}{words:42}{outcome}", engine.name());
    }
    good
}

async fn play(engine: Engine, story: Story, sign_in: Duration) -> Result<String> {
    let app = App::start(engine).await?;
    let outcome = on(&app, story, sign_in).await;
    app.close().await?;
    outcome
}

async fn on(app: &App, story: Story, sign_in: Duration) -> Result<String> {
    let heard = app.listen();
    let popup = app.connect(true).await?;
    heard.until("looks closed").await?;
    no_exit(&heard, if let Story::SignsIn = story { sign_in } else { BEFORE }).await?;
    match story {
        Story::SignsIn => approve(app, &popup, &heard).await,
        Story::LooksBack => {
            app.turn_to_app().await?;
            no_exit(&heard, GLANCE).await?;
            app.turn_to_popup().await?;
            no_exit(&heard, AFTER_GLANCE).await?;
            approve(app, &popup, &heard).await
        }
        Story::Leaves => exit_since(&heard, app.turn_to_app().await?).await,
        Story::Closes => exit_since(&heard, app.close_popup().await?).await,
    }
}

async fn exit_since(heard: &Listening<'_>, moment: u64) -> Result<String> {
    let exit = heard.until("onExit").await?.at;
    Ok(format!("exit after {} ms", exit.saturating_sub(moment)))
}

/// Nothing is awaited here: it is the time in which a false exit would come.
async fn no_exit(heard: &Listening<'_>, time: Duration) -> Result<()> {
    sleep(time).await;
    ensure!(heard.first("onExit").is_none(), "the app heard of an exit while the popup was open");
    Ok(())
}

async fn approve(app: &App, popup: &Window, heard: &Listening<'_>) -> Result<String> {
    popup.click("#approve").await?;
    let success = heard.until("onSuccess").await?;
    app.alone().await?;
    ensure!(heard.first("onExit").is_none(), "the app heard of a success and of an exit");
    let grants = success.value().as_array().map_or(0, Vec::len);
    Ok(format!("no exit; approved: onSuccess with {grants} grant"))
}

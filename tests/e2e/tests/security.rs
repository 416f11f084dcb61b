//! Messages that only look like the hosted page's.

use alter_connect_e2e::{Page, Scenario, Stage, Window, wait};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(a_frame_of_the_hosted_origin),
        scenario!(another_popup_of_the_hosted_origin).in_each_engine(),
        scenario!(the_popup_while_it_shows_another_origin).in_each_engine(),
    ]
}

async fn a_frame_of_the_hosted_origin(stage: &Stage) -> Result<()> {
    let flow = Flow::start(stage).await?;
    let frame = hosted_frame(stage, &flow.page).await?;
    frame.post(&forged_grant()).await?;
    flow.is_not_fooled(stage.emulator.base_url()).await
}

async fn another_popup_of_the_hosted_origin(stage: &Stage) -> Result<()> {
    let flow = Flow::start(stage).await?;
    flow.page
        .click_other(
            "window.open(argument, 'sibling', 'width=300,height=300')",
            format!("{}/sdk/oauth/connect", stage.emulator.base_url()),
        )
        .await?;
    let sibling = stage.browser.popup_beside(&flow.popup).await?;
    wait::until("the second popup to load", async || {
        Ok(sibling.url().await?.starts_with(stage.emulator.base_url()).then_some(()))
    })
    .await?;
    sibling.script::<Value>("opener.postMessage(arguments[0], '*')", vec![forged_grant()]).await?;
    flow.is_not_fooled(stage.emulator.base_url()).await
}

async fn the_popup_while_it_shows_another_origin(stage: &Stage) -> Result<()> {
    let flow = Flow::start(stage).await?;
    flow.popup.script::<Value>("opener.postMessage(arguments[0], '*')", vec![forged_grant()]).await?;
    flow.is_not_fooled(stage.emulator.provider_url()).await
}

/// A flow whose user is at the provider, on a page that sees every message.
struct Flow<'a> {
    stage: &'a Stage,
    token: String,
    page: Page,
    popup: Window,
}

impl<'a> Flow<'a> {
    async fn start(stage: &'a Stage) -> Result<Self> {
        let token = stage.session(json!({ "pause_at_provider": true })).await?;
        let page = stage.page_with_token(&token).await?;
        record_messages(&page).await?;
        page.connect().await?;
        let popup = stage.browser.popup().await?;
        popup.wait_for("#approve").await?;
        Ok(Self { stage, token, page, popup })
    }

    /// The forged message has come from `origin` and changed nothing; the real result still arrives.
    async fn is_not_fooled(&self, origin: &str) -> Result<()> {
        let message = self.page.observed("page message").await?;
        assert_eq!(message.values, [json!(origin), forged_grant()], "the attack did not reach the page");
        self.page.settle().await?;
        assert!(self.page.log().outcome().is_empty(), "the forged message was believed");
        assert!(self.page.is_open().await?);

        self.popup.click("#approve").await?;
        self.page.observed("bus close").await?;
        let log = self.page.log();
        assert_eq!(log.outcome(), ["bus success", "onSuccess", "bus close"]);
        let polled = self.stage.backend.poll(&self.token).await?;
        let grants = log.all("onSuccess")[0].value();
        assert_eq!(grants[0]["grant_id"], polled["grants"][0]["grant_id"]);
        assert_eq!(grants.as_array().map(Vec::len), Some(1));
        Ok(())
    }
}

/// A frame of the hosted origin inside the app's page.
pub struct HostedFrame(Window);

impl HostedFrame {
    /// Posts a message to the app's page.
    pub async fn post(&self, message: &Value) -> Result<()> {
        self.0.script("parent.postMessage(arguments[0], '*')", vec![message.clone()]).await
    }
}

/// Puts a frame of the hosted origin into the page, which from then on records every message.
pub async fn hosted_frame(stage: &Stage, page: &Page) -> Result<HostedFrame> {
    record_messages(page).await?;
    let window = page.window().clone();
    window
        .script::<Value>(
            "const frame = document.createElement('iframe');
             frame.id = 'hosted';
             frame.onload = () => record('page frame loaded');
             frame.src = arguments[0];
             document.body.append(frame);",
            // The hosted page refuses to be framed; what matters is the origin.
            vec![format!("{}/robots.txt", stage.emulator.base_url()).into()],
        )
        .await?;
    page.observed("page frame loaded").await?;
    Ok(HostedFrame(window.frame("#hosted")))
}

/// A success as an attacker would write it.
pub fn forged_grant() -> Value {
    json!({
        "type": "alter_connect_success",
        "grants": [{ "grant_id": "forged", "provider": "google", "account_identifier": "mallory@example.com" }],
    })
}

async fn record_messages(page: &Page) -> Result<()> {
    page.run(
        "window.onmessage = ({ origin, data }) => {
             if (data?.grants?.[0]?.grant_id === 'forged') record('page message', origin, data);
         }",
    )
    .await
}

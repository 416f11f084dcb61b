//! The app's page is in long tasks while the popup posts its result and closes: the result arrives.

use alter_connect_e2e::{Scenario, Stage};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!("in_one_long_task", hears_the_result(1, 1_000)),
        scenario!("in_many_short_tasks", hears_the_result(10, 100)),
    ]
}

const ROUNDS: usize = 2;

async fn hears_the_result(stage: &Stage, tasks: u32, milliseconds: u32) -> Result<()> {
    // The hosted page runs in a process of its own only where its site is another, as it is for every real app.
    let base_url = stage.emulator.base_url().replace("127.0.0.1", "localhost");
    let page = stage.page().await?;
    for round in 1..=ROUNDS {
        let token = stage.session_with(json!({ "allowed_providers": ["google", "slack"] }), Value::Null).await?;
        page.options(&json!({ "token": token, "baseURL": base_url })).await?;
        page.connect().await?;
        let popup = stage.browser.popup().await?;
        popup.wait_for("button[data-provider=google]").await?;
        popup
            .script::<Value>(
                "window.onmessage = () => {
                     const grants = [{ grant_id: arguments[0], provider: 'google' }];
                     opener.postMessage({ type: 'alter_connect_success', grants }, '*');
                     window.close();
                 };",
                vec![round.to_string().into()],
            )
            .await?;
        page.act::<()>("workWhileItFinishes", json!({ "tasks": tasks, "milliseconds": milliseconds })).await?;
        popup.title().await?;
        page.observed_times("bus close", round).await?;
        let log = page.log();
        assert_eq!(log.outcome(), ["bus success", "onSuccess", "bus close"].repeat(round));
        assert_eq!(log.all("onSuccess")[round - 1].value()[0]["grant_id"], round.to_string());
        stage.browser.no_popup().await?;
    }
    Ok(())
}

//! A page with a stand-in for the popup and a ledger of what the SDK holds (`lab/lab.html`): thousands of flows are
//! played on one load of it.

use std::time::Duration;

use alter_connect_e2e::{AppServer, Engine, Page, Stage, wait};
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// How long all flows of one scenario may take together.
const LIMIT: Duration = Duration::from_secs(400);

/// The page, and the hosted side that its flows never reach.
pub struct Lab<'a> {
    stage: &'a Stage,
    page: Page,
    _hosted: AppServer,
}

impl<'a> Lab<'a> {
    /// Loads the page.
    pub async fn new(stage: &'a Stage) -> Result<Self> {
        Self::load(stage, "").await
    }

    /// Loads the page so that calls of the wasm's imports can be made to throw.
    pub async fn with_faults(stage: &'a Stage) -> Result<Self> {
        Self::load(stage, "&faults").await
    }

    async fn load(stage: &'a Stage, query: &str) -> Result<Self> {
        // A redirect that ends in "no content" leaves the page where it is.
        let no_content = get(|| async { StatusCode::NO_CONTENT });
        let hosted = AppServer::start(|_| Router::new().route("/sdk/oauth/connect", no_content)).await?;
        let page = format!("{}/{}/lab.html", stage.app.origin(), stage.sdk.name());
        let url = format!("{page}?hosted={}{query}", hosted.origin());
        let page = stage.app.load(stage.browser.main(), &url).await?;
        Ok(Self { stage, page, _hosted: hosted })
    }

    /// Plays what has this name: a function of the lab, one of the theme's file in `acts`, or `play` of the scenario itself.
    /// The arguments are a list.
    pub async fn play<T: DeserializeOwned>(&self, name: &str, arguments: Value) -> Result<T> {
        let before = self.page.log().0.len();
        self.page.window().script::<()>("act(...arguments)", vec![name.into(), arguments.to_string().into()]).await?;
        let played = wait::until_within(LIMIT, name, async || Ok(self.page.log().0.get(before).cloned())).await?;
        match played.what.as_str() {
            "played" => Ok(serde_json::from_value(played.value().clone())?),
            _ => bail!("{}", played.value()),
        }
    }

    /// Leaves the page before its servers end: a redirect that is still under way would find nobody.
    pub async fn leave(self) -> Result<()> {
        self.page.window().goto("about:blank").await
    }

    /// Whether this browser collects garbage when it is told to.
    pub fn collects(&self) -> bool {
        self.stage.engine == Engine::Chromium
    }

    /// Waits until nothing that the app has let go of is left; an instance's end frees others, so once is not enough.
    pub async fn nothing_survives(&self) -> Result<()> {
        let mut left = Value::Null;
        let gone = wait::until("garbage to be collected", async || {
            self.collect_garbage().await?;
            left = self.play("survivors", json!([])).await?;
            Ok((left == json!({})).then_some(()))
        })
        .await;
        gone.with_context(|| format!("the SDK still holds {left}"))
    }

    /// Bytes of the JavaScript heap once garbage is collected.
    pub async fn heap(&self) -> Result<u64> {
        for _ in 0..3 {
            self.collect_garbage().await?;
        }
        self.play::<()>("forgetWhatIsGone", json!([])).await?;
        let usage = self.page.window().devtools("Runtime.getHeapUsage", json!({})).await?;
        usage["usedSize"].as_f64().map(|bytes| bytes as u64).context("the heap has no size")
    }

    async fn collect_garbage(&self) -> Result<()> {
        self.page.window().devtools("HeapProfiler.collectGarbage", json!({})).await?;
        // The instances that have gone are released in a task of its own.
        self.play("settle", json!([])).await
    }
}

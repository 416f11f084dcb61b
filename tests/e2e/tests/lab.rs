//! A page with a stand-in for the popup and a ledger of what the SDK holds (`pages/lab.html`): thousands of flows are
//! played on one load of it.

use std::time::Duration;

use alter_connect_e2e::{AppServer, Engine, Stage, Window, wait};
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

/// How long all flows of one scenario may take together.
const LIMIT: Duration = Duration::from_secs(400);

/// The page, and the hosted side that its flows never reach.
pub struct Lab<'a> {
    stage: &'a Stage,
    window: Window,
    /// What the page's scripts return. They post it: a driver that asks the page has timers in it.
    played: Mutex<UnboundedReceiver<String>>,
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
        let (sender, played) = unbounded_channel();
        let report = post(async move |body: String| {
            let _ = sender.send(body);
            StatusCode::NO_CONTENT
        });
        let routes = Router::new().route("/sdk/oauth/connect", no_content).route("/played", report);
        let hosted = AppServer::start(|_| routes).await?;
        let window = stage.browser.main().clone();
        let page = format!("{}/{}/lab.html", stage.app.origin(), stage.sdk.name());
        let url = format!("{page}?hosted={}{query}", hosted.origin());
        window.goto(&url).await?;
        Ok(Self { stage, window, played: Mutex::new(played), _hosted: hosted })
    }

    /// Runs the body of an async function in the page and gives what it returns.
    pub async fn play<T: DeserializeOwned>(&self, body: &str) -> Result<T> {
        self.window.script::<Value>("window.play(arguments[0])", vec![body.into()]).await?;
        let played = timeout(LIMIT, self.played.lock().await.recv()).await;
        let played = played.with_context(|| format!("waited {} s for the page's script", LIMIT.as_secs()))?;
        let mut played: Value = serde_json::from_str(&played.context("the server has ended")?)?;
        match played["error"].as_str() {
            Some(error) => bail!("{error}"),
            None => Ok(serde_json::from_value(played["value"].take())?),
        }
    }

    /// Leaves the page before its servers end: a redirect that is still under way would find nobody.
    pub async fn leave(self) -> Result<()> {
        self.window.goto("about:blank").await
    }

    /// Whether this browser collects garbage when it is told to.
    pub fn collects(&self) -> bool {
        self.stage.engine == Engine::Chromium
    }

    /// Waits until nothing that the app has let go of is left; an instance's end frees others, so once is not enough.
    pub async fn nothing_survives(&self) -> Result<()> {
        let mut left = String::new();
        let gone = wait::until("garbage to be collected", async || {
            self.collect_garbage().await?;
            left = self.window.script("return window.survivors()", vec![]).await?;
            Ok((left == "{}").then_some(()))
        })
        .await;
        gone.with_context(|| format!("the SDK still holds {left}"))
    }

    /// Bytes of the JavaScript heap once garbage is collected.
    pub async fn heap(&self) -> Result<u64> {
        for _ in 0..3 {
            self.collect_garbage().await?;
        }
        // What the page itself keeps to know what is gone.
        self.play::<()>("watched = watched.filter(([, reference]) => reference.deref())").await?;
        let usage = self.window.devtools("Runtime.getHeapUsage", json!({})).await?;
        usage["usedSize"].as_f64().map(|bytes| bytes as u64).context("the heap has no size")
    }

    async fn collect_garbage(&self) -> Result<()> {
        self.window.devtools("HeapProfiler.collectGarbage", json!({})).await?;
        // The instances that have gone are released in a task of its own.
        self.play("await new Promise((resolve) => native.setTimeout(resolve))").await
    }
}

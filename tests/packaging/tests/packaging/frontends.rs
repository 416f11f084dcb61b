//! The example apps of Rust frontends, each with the backend in Rust: a user connects an account, closes the popup, declines,
//! and comes back from a redirect.

use std::sync::Arc;

use alter_connect_e2e::{BrowserOptions, Origin, Scenario, Stage, repository};
use anyhow::{Result, ensure};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use backend_axum::Alter;
use tokio::sync::Semaphore;
use tower_http::services::ServeDir;

use crate::examples::{connects_by_redirect, connects_in_popup};
use crate::flow::shows;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(dioxus),
        scenario!(dioxus_on_a_phone, BrowserOptions::phone()),
        scenario!(leptos),
        scenario!(leptos_on_a_phone, BrowserOptions::phone()),
        scenario!(yew),
        scenario!(yew_on_a_phone, BrowserOptions::phone()),
    ]
}

async fn dioxus(stage: &Stage) -> Result<()> {
    plays_in_popups(stage, "dioxus").await
}

async fn dioxus_on_a_phone(stage: &Stage) -> Result<()> {
    plays_by_redirect(stage, "dioxus").await
}

async fn leptos(stage: &Stage) -> Result<()> {
    plays_in_popups(stage, "leptos").await
}

async fn leptos_on_a_phone(stage: &Stage) -> Result<()> {
    plays_by_redirect(stage, "leptos").await
}

async fn yew(stage: &Stage) -> Result<()> {
    plays_in_popups(stage, "yew").await
}

async fn yew_on_a_phone(stage: &Stage) -> Result<()> {
    plays_by_redirect(stage, "yew").await
}

async fn plays_in_popups(stage: &Stage, app: &str) -> Result<()> {
    let served = Served::start(stage, app).await?;
    let page = stage.browser.main();
    page.goto(served.origin.url()).await?;

    page.click("#connect").await?;
    // It does not wait for the session: it opens in the click.
    let popup = stage.browser.popup().await?;
    served.sessions.add_permits(1);
    popup.wait_for("button[data-provider=google]").await?;
    popup.close().await?;
    shows(page, "#message", "You closed the window").await?;

    served.sessions.add_permits(2);
    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    for css in ["button[data-provider=google]", "#deny", "#finish"] {
        popup.click(css).await?;
    }
    shows(page, "#message", "connect_denied").await?;
    let accounts = page.text("#accounts").await?;
    assert_eq!(accounts.as_deref(), Some(""), "nothing was connected yet");

    connects_in_popup(stage, served.origin.url()).await
}

async fn plays_by_redirect(stage: &Stage, app: &str) -> Result<()> {
    let served = Served::start(stage, app).await?;
    served.sessions.add_permits(1);
    connects_by_redirect(stage, served.origin.url(), "#accounts").await
}

/// What `cargo xtask test` has built of an app, and the backend, on one origin.
struct Served {
    origin: Origin,
    /// How many sessions the backend may still make; a page that asks for one more waits.
    sessions: Arc<Semaphore>,
}

impl Served {
    async fn start(stage: &Stage, app: &str) -> Result<Self> {
        let folder = repository().join("target/frontends").join(app);
        ensure!(folder.join("index.html").is_file(), "{app} is not built: run `cargo xtask test --only frontends`");
        let sessions = Arc::new(Semaphore::new(0));
        let alter = Alter::new(stage.emulator.base_url(), stage.emulator.api_key());
        let permit = from_fn_with_state(sessions.clone(), permitted);
        let routes =
            |origin: &str| backend_axum::router(alter, origin).layer(permit).fallback_service(ServeDir::new(folder));
        Ok(Self { origin: Origin::serve(routes).await?, sessions })
    }
}

async fn permitted(State(sessions): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    if request.uri().path() == "/api/session" {
        sessions.acquire().await.expect("nobody closes it").forget();
    }
    next.run(request).await
}

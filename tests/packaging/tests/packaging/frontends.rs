//! The example apps of Rust frontends, each with the backend in Rust: a user connects an account, closes the popup, declines,
//! and comes back from a redirect.

use std::sync::Arc;

use alter_connect_e2e::{Origin, Scenario, Stage, repository};
use anyhow::{Result, ensure};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use backend_axum::Alter;
use tokio::sync::Semaphore;
use tower_http::services::ServeDir;

use crate::examples::connects;
use crate::flow::shows;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    let on_both =
        [scenario!("dioxus", plays("dioxus")), scenario!("leptos", plays("leptos")), scenario!("yew", plays("yew"))];
    on_both.into_iter().flat_map(Scenario::and_on_a_phone).collect()
}

async fn plays(stage: &Stage, app: &str) -> Result<()> {
    let served = Served::start(stage, app).await?;
    if !stage.on_a_phone {
        closes_and_declines(stage, &served).await?;
    }
    served.sessions.add_permits(1);
    connects(stage, served.origin.url(), "#accounts").await
}

async fn closes_and_declines(stage: &Stage, served: &Served) -> Result<()> {
    let page = stage.browser.main();
    page.goto(served.origin.url()).await?;

    page.click("#connect").await?;
    // It does not wait for the session: it opens in the click.
    let popup = stage.browser.popup().await?;
    served.sessions.add_permits(1);
    popup.wait_for("button[data-provider=google]").await?;
    popup.close().await?;
    shows(page, "#message", "You closed the window").await?;

    served.sessions.add_permits(1);
    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    for css in ["button[data-provider=google]", "#deny", "#finish"] {
        popup.click(css).await?;
    }
    shows(page, "#message", "connect_denied").await?;
    let accounts = page.text("#accounts").await?;
    assert_eq!(accounts.as_deref(), Some(""), "nothing was connected yet");
    Ok(())
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

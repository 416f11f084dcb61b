//! The example apps of Rust frontends, each with the backend in Rust: a user connects an account, closes the popup, declines,
//! and comes back from a redirect.

use std::net::Ipv4Addr;

use alter_connect_e2e::{BrowserOptions, Scenario, Stage, repository};
use anyhow::{Result, ensure};
use backend_axum::Alter;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
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
    let (origin, _server) = served(stage, app).await?;
    let page = stage.browser.main();
    page.goto(&origin).await?;

    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("button[data-provider=google]").await?;
    popup.close().await?;
    shows(page, "#message", "You closed the window").await?;

    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    for css in ["button[data-provider=google]", "#deny", "#finish"] {
        popup.click(css).await?;
    }
    shows(page, "#message", "connect_denied").await?;
    let accounts = page.text("#accounts").await?;
    assert_eq!(accounts.as_deref(), Some(""), "nothing was connected yet");

    connects_in_popup(stage, &origin).await
}

async fn plays_by_redirect(stage: &Stage, app: &str) -> Result<()> {
    let (origin, _server) = served(stage, app).await?;
    connects_by_redirect(stage, &origin, "#accounts").await
}

/// What `cargo xtask test` has built of an app, and the backend, on one origin.
async fn served(stage: &Stage, app: &str) -> Result<(String, JoinSet<std::io::Result<()>>)> {
    let folder = repository().join("target/frontends").join(app);
    ensure!(
        folder.join("index.html").is_file(),
        "examples/{app} is not built: run `cargo xtask test --only frontends`"
    );
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    let alter = Alter::new(stage.emulator.base_url(), stage.emulator.api_key());
    let routes = backend_axum::router(alter, origin.as_str()).fallback_service(ServeDir::new(folder));
    let mut server = JoinSet::new();
    server.spawn(async move { axum::serve(listener, routes).await });
    Ok((origin, server))
}

//! What one scenario gets: its own emulator, app server and browser session.

use alter_connect_emulator::Emulator;
use anyhow::{Context, Result};
use axum::Router;
use serde_json::{Value, json};

use crate::app_server::{AppServer, Sdk};
use crate::backend::Backend;
use crate::browser::Browser;
use crate::engine::Engine;
use crate::page::Page;
use crate::{evidence_directory, repository};

/// A scenario's surroundings; nothing in them is shared with another scenario but the driver process.
#[derive(Debug)]
pub struct Stage {
    /// What is played here: `theme::what_happens`.
    pub scenario: &'static str,
    /// Whether a phone is emulated.
    pub on_a_phone: bool,
    /// The engine that the browser is of.
    pub engine: Engine,
    /// The SDK that pages load.
    pub sdk: Sdk,
    /// The hosted side.
    pub emulator: Emulator,
    /// The app's origin.
    pub app: AppServer,
    /// The app's backend.
    pub backend: Backend,
    /// The browser.
    pub browser: Browser,
}

impl Stage {
    /// Starts the servers around a browser session. The app's page is told the theme and the name of the scenario.
    pub async fn new(scenario: &'static str, sdk: Sdk, browser: Browser) -> Result<Self> {
        let app = AppServer::start(|_| Router::new()).await?;
        let emulator = Emulator::builder().app_origin(app.origin()).start().await?;
        let backend = Backend::new(emulator.base_url(), emulator.api_key())?;
        app.give_sessions(backend.clone());
        let (engine, on_a_phone) = (browser.engine, browser.options.phone.is_some());
        let (theme, name) = scenario.split_once("::").context("a scenario has a theme and a name")?;
        let acts = repository().join(format!("tests/e2e/acts/{theme}.js")).is_file();
        app.tell(json!({ "theme": theme, "scenario": name, "acts": acts }));
        Ok(Self { scenario, on_a_phone, engine, sdk, emulator, app, backend, browser })
    }

    /// A session for Google alone, played by the emulator as `script` says (`{"outcome": "deny"}`); `null`
    /// leaves it to be clicked through. Gives its token.
    pub async fn session(&self, script: Value) -> Result<String> {
        self.session_with(json!({ "allowed_providers": ["google"] }), script).await
    }

    /// [`Stage::session`] with more of the request's fields.
    pub async fn session_with(&self, mut request: Value, script: Value) -> Result<String> {
        request["allowed_origin"] = self.app.origin().into();
        if !script.is_null() {
            request["metadata"] = json!({ "emulator": script });
        }
        let session = self.backend.create_session(&request).await?;
        let token = session["session_token"].as_str().context("the session has no token")?;
        Ok(token.to_owned())
    }

    /// The id of the grant that the backend hears of.
    pub async fn grant_id(&self, token: &str) -> Result<Value> {
        let polled = self.backend.poll(token).await?;
        Ok(polled["grants"][0]["grant_id"].clone())
    }

    /// The app's page, loaded in the main window.
    pub async fn page(&self) -> Result<Page> {
        self.app.load(self.browser.main(), &self.app.page(self.sdk)).await
    }

    /// The app's page, told to open the Connect page of the session with this token.
    pub async fn page_with_token(&self, token: &str) -> Result<Page> {
        let page = self.page().await?;
        self.tell_token(&page, token).await?;
        Ok(page)
    }

    /// Tells the page to open the Connect page of the session with this token.
    pub async fn tell_token(&self, page: &Page, token: &str) -> Result<()> {
        page.options(&json!({ "token": token, "baseURL": self.emulator.base_url() })).await
    }

    /// Leaves screenshots of every window in `target/e2e` and gives the app's logs.
    pub async fn evidence(&self, name: &str) -> String {
        let screenshots = match evidence_directory() {
            Ok(directory) => self.browser.screenshots(&directory, name).await,
            Err(error) => Err(error.into()),
        };
        let screenshots = match screenshots {
            Ok(()) => format!("screenshots: target/e2e/{name}-*.png"),
            Err(error) => format!("no screenshots: {error:#}"),
        };
        let logs: Vec<_> = self.app.logs().iter().map(ToString::to_string).collect();
        format!("{screenshots}; the app observed:\n{}", logs.join("  --\n"))
    }
}

//! An app with a popup of the emulator's in front of it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use alter_connect_e2e::{Browser, BrowserOptions, Engine, Host, Window};
use alter_connect_emulator::{Emulator, SessionRequest};
use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use crate::desktop::{Desktop, Which};
use crate::site::{Listening, Site};

/// More than any step takes: it bounds hangs, it measures nothing.
pub const LIMIT: Duration = Duration::from_secs(20);

/// A browser with the app in its main window, and the hosted side.
#[derive(Debug)]
pub struct App {
    browser: Browser,
    host: Host,
    desktop: Desktop,
    site: Site,
    emulator: Emulator,
}

impl App {
    /// Starts everything and loads the app's page.
    ///
    /// # Errors
    /// Something of it does not start.
    pub async fn start(engine: Engine) -> Result<Self> {
        let site = Site::start().await?;
        let emulator = Emulator::builder().app_origin(site.origin()).start().await?;
        let mut host = Host::new(engine);
        let browser = host.take(&BrowserOptions::default()).await?;
        let desktop = Desktop::of(host.display().context("the browser has no display")?)?;
        Ok(Self { browser, host, desktop, site, emulator })
    }

    /// Closes the browser.
    ///
    /// # Errors
    /// It does not close.
    pub async fn close(mut self) -> Result<()> {
        self.browser.quit().await?;
        self.host.restart().await;
        Ok(())
    }

    /// The app's window.
    pub fn window(&self) -> &Window {
        self.browser.main()
    }

    /// What the app reports from here on.
    pub fn listen(&self) -> Listening<'_> {
        self.site.listen()
    }

    /// The user turns to the app's window. Gives the moment at which the app noticed.
    ///
    /// # Errors
    /// It does not notice.
    pub async fn turn_to_app(&self) -> Result<u64> {
        let reports = self.listen();
        self.desktop.turn_to(Which::App).await?;
        Ok(reports.until(LIMIT, "focus").await?.at)
    }

    /// The user turns to the popup.
    ///
    /// # Errors
    /// The app's window does not lose the focus.
    pub async fn turn_to_popup(&self) -> Result<()> {
        let reports = self.listen();
        self.desktop.turn_to(Which::Popup).await?;
        reports.until(LIMIT, "blur").await?;
        Ok(())
    }

    /// The user closes the popup at its frame. Gives the moment at which the click on the frame came.
    ///
    /// # Errors
    /// There is no popup.
    pub async fn close_popup(&self) -> Result<u64> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
        self.desktop.close(Which::Popup).await?;
        Ok(now as u64)
    }

    /// Loads the app's page.
    ///
    /// # Errors
    /// It does not load.
    pub async fn load(&self) -> Result<()> {
        let reports = self.listen();
        self.window().goto(&self.site.page("app.html")).await?;
        reports.until(LIMIT, "ready").await?;
        Ok(())
    }

    /// Clicks Connect, and gives the popup once it has the focus and shows the provider's page; that page sends COOP
    /// `same-origin` if `coop` says so, and stays until someone clicks.
    ///
    /// # Errors
    /// No popup opens.
    pub async fn connect(&self, coop: bool) -> Result<Window> {
        let session = self
            .emulator
            .create_session(SessionRequest {
                allowed_providers: Some(vec!["google".into()]),
                return_url: Some(self.site.page("app.html")),
                metadata: Some(json!({ "emulator": { "coop": coop, "pause_at_provider": true } })),
                ..SessionRequest::default()
            })
            .await
            .map_err(|refusal| anyhow!("the emulator refuses: {refusal:?}"))?;
        let argument = json!({ "token": session.session_token, "baseURL": self.emulator.base_url() });
        self.window().script::<Value>("window.session = arguments[0]", vec![argument]).await?;
        let reports = self.listen();
        self.window().click("#connect").await?;
        let popup = self.browser.popup().await?;
        popup.wait_for("#approve").await?;
        reports.until(LIMIT, "blur").await?;
        Ok(popup)
    }

    /// Waits until the popup is gone.
    ///
    /// # Errors
    /// It stays.
    pub async fn alone(&self) -> Result<()> {
        self.browser.no_popup().await
    }
}

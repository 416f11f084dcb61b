//! The app's page with a popup of the emulator's in front of it.

use std::time::{SystemTime, UNIX_EPOCH};

use alter_connect_e2e::{BrowserOptions, Engine, Entry, Host, Page, Sdk, Stage, Window, wait};
use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::desktop::{Desktop, Which};

/// A browser with the app in its main window, and the hosted side.
pub struct App {
    stage: Stage,
    page: Page,
    desktop: Desktop,
    host: Host,
}

impl App {
    /// Starts everything and loads the app's page.
    pub async fn start(engine: Engine) -> Result<Self> {
        let mut host = Host::new(engine);
        let browser = host.take(&BrowserOptions::default()).await?;
        let desktop = Desktop::of(host.display().context("the browser has no display")?)?;
        let stage = Stage::new("exits::measured", Sdk::Ours, browser).await?;
        let page = stage.page().await?;
        page.act::<()>("watch", Value::Null).await?;
        Ok(Self { stage, page, desktop, host })
    }

    pub async fn close(mut self) -> Result<()> {
        self.stage.browser.quit().await?;
        self.host.restart().await;
        Ok(())
    }

    /// What the app observes from here on. Nobody asks the page itself: that would move the focus.
    pub fn listen(&self) -> Listening<'_> {
        Listening { page: &self.page, from: self.page.log().0.len() }
    }

    /// The user turns to the app's window. Gives the moment at which the app noticed.
    pub async fn turn_to_app(&self) -> Result<u64> {
        let heard = self.listen();
        self.desktop.turn_to(Which::App).await?;
        Ok(heard.until("focus").await?.at)
    }

    /// The user turns to the popup.
    pub async fn turn_to_popup(&self) -> Result<()> {
        let heard = self.listen();
        self.desktop.turn_to(Which::Popup).await?;
        heard.until("blur").await.map(drop)
    }

    /// The user closes the popup at its frame. Gives the moment at which the click on the frame came.
    pub async fn close_popup(&self) -> Result<u64> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
        self.desktop.close(Which::Popup).await?;
        Ok(now as u64)
    }

    /// Clicks Connect, and gives the popup once it has the focus and shows the provider's page; that page sends COOP
    /// `same-origin` if `coop` says so, and stays until someone clicks.
    pub async fn connect(&self, coop: bool) -> Result<Window> {
        let request = json!({ "allowed_providers": ["google"], "return_url": self.stage.app.page(Sdk::Ours) });
        let script = json!({ "coop": coop, "pause_at_provider": true });
        let token = self.stage.session_with(request, script).await?;
        self.stage.tell_token(&self.page, &token).await?;
        let heard = self.listen();
        self.page.connect().await?;
        let popup = self.stage.browser.popup().await?;
        popup.wait_for("#approve").await?;
        heard.until("blur").await?;
        Ok(popup)
    }

    /// Waits until the popup is gone.
    pub async fn alone(&self) -> Result<()> {
        self.stage.browser.no_popup().await
    }
}

/// What the app observes since some moment.
pub struct Listening<'a> {
    page: &'a Page,
    from: usize,
}

impl Listening<'_> {
    /// The first of this kind so far.
    pub fn first(&self, what: &str) -> Option<Entry> {
        self.page.log().0.into_iter().skip(self.from).find(|entry| entry.what == what)
    }

    /// Waits for one of this kind.
    pub async fn until(&self, what: &str) -> Result<Entry> {
        wait::until(&format!("`{what}`"), async || Ok(self.first(what))).await
    }
}

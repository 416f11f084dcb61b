//! `<alter-connect>` by keyboard alone, as axe sees it, under a strict policy, and back from a redirect.

use alter_connect_e2e::{AppServer, BrowserOptions, Scenario, Stage, Window, wait};
use alter_connect_packaging::{ACCOUNT, Site};
use anyhow::{Context, Result};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use serde_json::{Value, json};

use crate::entries::{site, tells};
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(by_keyboard),
        scenario!(wherever_pages_put_it),
        scenario!(what_does_not_connect),
        scenario!(in_a_modal_dialog),
        scenario!(moved_while_the_window_is_open),
        scenario!(cached_while_the_window_is_open),
        scenario!(on_a_page_that_a_server_has_rendered),
        scenario!(on_a_phone, BrowserOptions::phone()),
        scenario!(on_a_phone_that_stays, BrowserOptions::phone()),
        scenario!(back_from_the_connect_page, BrowserOptions::phone()),
    ]
}

/// Each of them connects, and nothing else happens: the page stays, and the dialog stays open.
async fn wherever_pages_put_it(stage: &Stage) -> Result<()> {
    let (_site, page) = places(stage).await?;
    let address = page.url().await?;
    for css in [
        "#in-form",
        "#link",
        "#in-link",
        "#open-component",
        "#closed-component",
        "#slotted",
        "#in-shadow-root",
        "#in-dialog",
        "#list > :nth-child(2) button",
        "#set-early",
        "#handled",
        "#anew",
        "#still-loading",
        "#form-body",
    ] {
        page.click(css).await?;
        said(page).await.with_context(|| css.to_owned())?;
        tells(page, &[&format!("success {ACCOUNT}")]).await?;
        stage.browser.no_popup().await?;
        assert_eq!(page.url().await?, address, "{css}");
    }
    assert!(
        page.script::<bool>("return document.getElementById('dialog').open", vec![]).await?,
        "the dialog is closed"
    );
    Ok(())
}

async fn in_a_modal_dialog(stage: &Stage) -> Result<()> {
    let (_site, page) = places(stage).await?;
    page.script::<()>("const dialog = document.getElementById('dialog'); dialog.close(); dialog.showModal()", vec![])
        .await?;
    page.click("#in-dialog").await?;
    said(page).await?;
    tells(page, &[&format!("success {ACCOUNT}")]).await?;
    assert!(page.script::<bool>("return document.getElementById('dialog').matches(':modal')", vec![]).await?);
    Ok(())
}

/// It says on what goes on, and has the grants.
async fn moved_while_the_window_is_open(stage: &Stage) -> Result<()> {
    let (_site, page) = places(stage).await?;
    page.script::<()>("document.getElementById('dialog').append(document.getElementById('cached'))", vec![]).await?;
    let popup = waits_at_the_provider(stage, page).await?;
    page.script::<()>("document.getElementById('profile').prepend(document.getElementById('cached'))", vec![]).await?;
    let told = "const cached = document.getElementById('cached');
                return [cached.status, cached.getAttribute('status'), cached.firstChild.ariaDisabled]";
    assert_eq!(page.script::<[String; 3]>(told, vec![]).await?, ["open", "open", "true"]);
    popup.click("#approve").await?;
    said(page).await?;
    tells(page, &[&format!("success {ACCOUNT}")]).await
}

/// As Turbo does it: the page is put away as a copy, and the copy is shown when the user comes back. It is ready, and the grants
/// are its own, since it has the same owner.
async fn cached_while_the_window_is_open(stage: &Stage) -> Result<()> {
    let (_site, page) = places(stage).await?;
    let popup = waits_at_the_provider(stage, page).await?;
    page.script::<()>(
        "const copy = document.body.cloneNode(true);
         document.body.replaceWith(document.createElement('body'));
         document.body.replaceWith(copy)",
        vec![],
    )
    .await?;
    let told = "const cached = document.getElementById('cached');
                return [cached.status, cached.getAttribute('status'), `${cached.firstChild.ariaDisabled}`]";
    assert_eq!(page.script::<[String; 3]>(told, vec![]).await?, ["idle", "idle", "null"]);
    popup.click("#approve").await?;
    said(page).await?;
    tells(page, &[&format!("success {ACCOUNT}")]).await?;
    stage.browser.no_popup().await?;
    page.click("#in-cache").await?;
    said(page).await?;
    tells(page, &[&format!("success {ACCOUNT}")]).await
}

async fn waits_at_the_provider(stage: &Stage, page: &Window) -> Result<Window> {
    let body = json!({ "emulator": { "pause_at_provider": true } }).to_string();
    page.script::<()>("document.getElementById('cached').sessionInit = { body: arguments[0] }", vec![body.into()])
        .await?;
    page.click("#in-cache").await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    Ok(popup)
}

/// Whatever else is inside does what it always does.
async fn what_does_not_connect(stage: &Stage) -> Result<()> {
    let (_site, page) = places(stage).await?;
    page.click("#terms").await?;
    assert!(page.url().await?.ends_with("#terms-text"));
    page.click("#disabled").await?;
    page.click("#no-selector").await?;
    // As a script does it, which a browser lets through.
    page.script::<()>("document.getElementById('in-fieldset').click()", vec![]).await?;
    assert!(stage.browser.popups().await?.is_empty());
    let warning = "console: [Alter Connect] A click inside of <alter-connect> opens nothing: there is no button and no link \
                   in it that matches ##. Put one in, or name it with the attribute trigger. [object HTMLElement]";
    tells(page, &[warning]).await
}

/// React finds the page as it has left it, says nothing, and the button works.
async fn on_a_page_that_a_server_has_rendered(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/hydrated.html", site.origin())).await?;
    page.click("#connect").await?;
    reads(page, "done", "Connected.").await?;
    stage.browser.no_popup().await?;
    tells(page, &[&format!("success {ACCOUNT}")]).await
}

/// The user changes their mind: the page comes back as it was left, and its button works.
async fn back_from_the_connect_page(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/element.html", site.origin())).await?;
    goes_by(page, json!({ "pause_at_provider": true })).await?;
    page.click("#connect").await?;
    page.wait_for("#approve").await?;
    page.script::<()>("history.back()", vec![]).await?;
    reads(page, "idle", "").await?;
    page.script::<()>("document.querySelector('alter-connect').sessionInit = undefined", vec![]).await?;
    page.click("#connect").await?;
    reads(page, "done", "Connected.").await?;
    tells(page, &[&format!("success {ACCOUNT}")]).await
}

async fn places(stage: &Stage) -> Result<(Site, &Window)> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/places.html", site.origin())).await?;
    Ok((site, page))
}

async fn said(page: &Window) -> Result<()> {
    wait::until("the page to be told", async || {
        Ok(page.script::<bool>("return lines.length > 0", vec![]).await?.then_some(()))
    })
    .await
}

async fn by_keyboard(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/element.html", site.origin())).await?;
    is_accessible(page).await?;

    // To the button, and open.
    goes_by(page, json!({ "pause_at_provider": true })).await?;
    page.script::<()>(COUNT_FOCUS, vec![]).await?;
    page.press("Tab").await?;
    assert_eq!(focused(page).await?, "Connect an account");
    page.press("Enter").await?;
    stage.browser.popup().await?.wait_for("#approve").await?;
    reads(page, "open", "Go on in the window that has opened.").await?;
    is_accessible(page).await?;
    let [title, disabled]: [String; 2] = page
        .script(
            "const b = document.querySelector('#connect'); return [b.title, b.getAttribute('aria-disabled')]",
            vec![],
        )
        .await?;
    assert_eq!([title.as_str(), &disabled], ["Opens a window", "true"]);

    // The button keeps the focus and does nothing; the next one brings the window to the front.
    assert_eq!(focused(page).await?, "Connect an account");
    let brought_to_front = async || page.script::<u32>("return focusCalls", vec![]).await;
    let before = brought_to_front().await?;
    page.press("Enter").await?;
    assert_eq!(stage.browser.popups().await?.len(), 1);
    page.press("Tab").await?;
    assert_eq!(focused(page).await?, "Show window");
    page.press("Enter").await?;
    assert_eq!(brought_to_front().await?, before + 1);

    // And away again: the focus is back where it was.
    page.press("Tab").await?;
    assert_eq!(focused(page).await?, "Cancel");
    page.press("Enter").await?;
    stage.browser.no_popup().await?;
    reads(page, "idle", "").await?;
    assert_eq!(focused(page).await?, "Connect an account");
    tells(page, &[]).await?;

    // The user closes the window.
    page.press("Enter").await?;
    let popup = stage.browser.popup().await?;
    popup.wait_for("#approve").await?;
    popup.close().await?;
    reads(page, "idle", "").await?;
    tells(page, &["exit"]).await?;

    goes_by(page, json!({ "outcome": "deny" })).await?;
    page.press("Enter").await?;
    reads(page, "idle", "That did not work. Please try again.").await?;
    is_accessible(page).await?;
    stage.browser.no_popup().await?;
    tells(page, &["error connect_denied"]).await?;

    page.script::<()>("document.querySelector('alter-connect').sessionUrl = '/nowhere'", vec![]).await?;
    page.press("Enter").await?;
    said(page).await?;
    tells(page, &["error token_failed"]).await?;

    page.script::<()>(
        "const element = document.querySelector('alter-connect');
         element.sessionInit = undefined;
         element.sessionUrl = '/api/session';
         element.setAttribute('label-done', 'Verbunden.')",
        vec![],
    )
    .await?;
    page.press("Enter").await?;
    reads(page, "done", "Verbunden.").await?;
    is_accessible(page).await?;
    stage.browser.no_popup().await?;
    assert_eq!(focused(page).await?, "Connect an account");
    tells(page, &[&format!("success {ACCOUNT}")]).await
}

/// The listeners come with a script of their own, after the element's.
async fn on_a_phone(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/element.html", site.origin())).await?;
    page.click("#connect").await?;
    reads(page, "done", "Connected.").await?;
    tells(page, &[&format!("success {ACCOUNT}")]).await
}

/// The Connect page has nothing to show, so the page stays. There is no window to go on in, and the user can try again.
async fn on_a_phone_that_stays(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let nothing = get(|| async { StatusCode::NO_CONTENT });
    let silent = AppServer::start(|_| Router::new().route("/sdk/oauth/connect", nothing)).await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/element.html", site.origin())).await?;
    let address = format!("{}/sdk/oauth/connect#session=t", silent.origin());
    page.script::<()>("document.querySelector('alter-connect').connectUrl = arguments[0]", vec![address.into()])
        .await?;
    page.click("#connect").await?;
    wait::until("the page to be sent away", async || {
        let state = "return sessionStorage.getItem('alter_oauth_state')";
        page.script::<Option<String>>(state, vec![]).await
    })
    .await?;
    reads(page, "waiting", "Opening.").await?;
    let buttons: Vec<String> = page
        .script(
            "const { shadowRoot } = document.querySelector('alter-connect');
             return [...shadowRoot.querySelectorAll('button:not([hidden])')].map((button) => button.textContent)",
            vec![],
        )
        .await?;
    assert_eq!(buttons, ["Cancel"]);

    page.script::<()>(
        "document.querySelector('alter-connect').shadowRoot.querySelector('[part=cancel]').click()",
        vec![],
    )
    .await?;
    reads(page, "idle", "").await?;
    page.script::<()>("document.querySelector('alter-connect').connectUrl = undefined", vec![]).await?;
    page.click("#connect").await?;
    reads(page, "done", "Connected.").await?;
    tells(page, &[&format!("success {ACCOUNT}")]).await
}

/// Drivers bring windows to the front themselves, so it is counted how often the SDK does, with the next popup.
const COUNT_FOCUS: &str = "
    const { open } = window;
    window.focusCalls = 0;
    window.open = (...args) => {
        window.open = open;
        return new Proxy(open(...args), {
            get(popup, key) {
                if (key === 'focus') focusCalls++;
                const value = popup[key];
                return typeof value === 'function' ? value.bind(popup) : value;
            },
        });
    };";

async fn goes_by(page: &Window, script: Value) -> Result<()> {
    let body = json!({ "emulator": script }).to_string();
    page.script("document.querySelector('alter-connect').sessionInit = { body: arguments[0] }", vec![body.into()]).await
}

async fn focused(page: &Window) -> Result<String> {
    page.script("return focused()", vec![]).await
}

/// What the element says: by its attribute, and to a screen reader.
async fn reads(page: &Window, status: &str, message: &str) -> Result<()> {
    let mut last = Value::Null;
    let read = wait::until(&format!("the element to say {status}: {message:?}"), async || {
        last = page
            .script(
                "const element = document.querySelector('alter-connect');
                 return element && element.shadowRoot && [element.getAttribute('status'),
                     element.shadowRoot.querySelector('[role=status]').textContent]",
                vec![],
            )
            .await?;
        Ok((last == json!([status, message])).then_some(()))
    })
    .await;
    read.map_err(|error| error.context(format!("it says {last}")))
}

async fn is_accessible(page: &Window) -> Result<()> {
    page.script::<()>("check()", vec![]).await?;
    let violations = wait::until("axe to be done", async || {
        page.script::<Option<Vec<String>>>("return window.violations", vec![]).await
    })
    .await?;
    assert_eq!(violations, Vec::<String>::new());
    Ok(())
}

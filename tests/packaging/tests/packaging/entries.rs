//! The package's entries in a browser: what a component shows and tells, whatever becomes of it meanwhile.

use alter_connect_e2e::{BrowserOptions, Scenario, Stage, Window, wait};
use alter_connect_packaging::{ACCOUNT, Site, Workshop};
use anyhow::Result;
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::flow::shows;
use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        // Its flows start without a click.
        scenario!(promise, BrowserOptions::default()),
        scenario!(react_18),
        scenario!(react_19),
        scenario!(vue),
    ]
}

async fn react_18(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let page = react(stage, &site, "react-18").await?;
    let version: String = page.script("return version", vec![]).await?;
    assert!(version.starts_with("18."), "{version}");
    Ok(())
}

async fn react_19(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let page = react(stage, &site, "react-19").await?;
    let version: String = page.script("return version", vec![]).await?;
    assert!(version.starts_with("19."), "{version}");
    Ok(())
}

async fn vue(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    component(stage, &site, "vue").await?;
    Ok(())
}

async fn react<'s>(stage: &'s Stage, site: &Site, name: &str) -> Result<&'s Window> {
    let page = component(stage, site, name).await?;
    suspended_in_the_middle(stage, page).await?;
    Ok(page)
}

/// Whatever the framework: a button, what it shows, and what it tells.
async fn component<'s>(stage: &'s Stage, site: &Site, name: &str) -> Result<&'s Window> {
    let page = stage.browser.main();
    page.goto(&format!("{}/{name}.html", site.origin())).await?;
    shows(page, "#shown", "idle 0 none true").await?;
    grants_reach_the_latest_callback(stage, page).await?;
    an_exit_is_no_error(stage, page).await?;
    a_refusal_is_shown(stage, page).await?;
    a_session_that_fails_is_shown(page).await?;
    closed_by_the_app(stage, page).await?;
    gone_in_the_middle(stage, page).await?;
    Ok(page)
}

async fn grants_reach_the_latest_callback(stage: &Stage, page: &Window) -> Result<()> {
    let popup = paused(stage, page).await?;
    page.click("#count").await?;
    popup.click("#approve").await?;
    shows(page, "#shown", "done 1 none true").await?;
    stage.browser.no_popup().await?;
    tells(page, &[&format!("success 1 {ACCOUNT}")]).await
}

async fn an_exit_is_no_error(stage: &Stage, page: &Window) -> Result<()> {
    paused(stage, page).await?.close().await?;
    shows(page, "#shown", "idle 0 none true").await?;
    tells(page, &["exit 1"]).await
}

async fn a_refusal_is_shown(stage: &Stage, page: &Window) -> Result<()> {
    script(page, json!({ "outcome": "deny" })).await?;
    page.click("#connect").await?;
    shows(page, "#shown", "idle 0 connect_denied true").await?;
    stage.browser.no_popup().await?;
    tells(page, &["error 1 connect_denied"]).await
}

async fn a_session_that_fails_is_shown(page: &Window) -> Result<()> {
    script(page, Value::Null).await?;
    page.click("#connect").await?;
    shows(page, "#shown", "idle 0 token_failed true").await?;
    tells(page, &["error 1 token_failed"]).await
}

async fn closed_by_the_app(stage: &Stage, page: &Window) -> Result<()> {
    paused(stage, page).await?;
    page.click("#close").await?;
    stage.browser.no_popup().await?;
    shows(page, "#shown", "idle 0 none true").await?;
    tells(page, &[]).await
}

/// The grants of a flow whose component is gone wait for the next.
async fn gone_in_the_middle(stage: &Stage, page: &Window) -> Result<()> {
    let popup = paused(stage, page).await?;
    page.click("#toggle").await?;
    shows(page, "#toggle", "gone").await?;
    popup.click("#approve").await?;
    stage.browser.no_popup().await?;
    tells(page, &[]).await?;
    page.click("#toggle").await?;
    shows(page, "#shown", "done 1 none true").await?;
    tells(page, &[&format!("success 1 {ACCOUNT}")]).await
}

async fn suspended_in_the_middle(stage: &Stage, page: &Window) -> Result<()> {
    let popup = paused(stage, page).await?;
    page.click("#sleep").await?;
    shows(page, "#fallback", "later").await?;
    popup.click("#approve").await?;
    stage.browser.no_popup().await?;
    page.click("#sleep").await?;
    shows(page, "#shown", "done 1 none true").await?;
    tells(page, &[&format!("success 1 {ACCOUNT}")]).await
}

/// A flow that waits at the provider.
async fn paused(stage: &Stage, page: &Window) -> Result<Window> {
    script(page, json!({ "pause_at_provider": true })).await?;
    page.click("#connect").await?;
    let popup = stage.browser.popup().await?;
    shows(page, "#shown", "open 0 none true").await?;
    popup.wait_for("#approve").await?;
    Ok(popup)
}

async fn script(page: &Window, script: Value) -> Result<()> {
    page.script("window.script = arguments[0]", vec![script]).await
}

/// What the page has logged since it was last asked; the console has been told nothing.
pub async fn tells(page: &Window, expected: &[&str]) -> Result<()> {
    let told: Vec<String> = page.script("return lines.splice(0)", vec![]).await?;
    assert_eq!(told, expected);
    Ok(())
}

/// How `connect()` settles, in every way there is.
async fn promise(stage: &Stage) -> Result<()> {
    let site = site(stage).await?;
    let page = stage.browser.main();
    page.goto(&format!("{}/promise.html", site.origin())).await?;
    let outcome = async |code: &str| -> Result<Value> {
        page.script::<()>(PROMISE, vec![json!(code)]).await?;
        wait::until(&format!("an outcome of {code}"), async || {
            page.script::<Option<Value>>("return window.outcome", vec![]).await
        })
        .await
    };
    let codes = async |code: &str| -> Result<Value> { Ok(outcome(code).await?["codes"].clone()) };

    assert_eq!(outcome("connect.connect(options({}))").await?["grants"], json!([ACCOUNT]));
    assert_eq!(codes("connect.connect(options({ outcome: 'deny' }))").await?, json!(["connect_denied"]));
    let denied = outcome("connect.connect(options({ outcome: 'deny' }))").await?;
    assert!(denied["docs"].as_str().is_some_and(|docs| docs.ends_with("docs/errors.md#connect_denied")), "{denied}");
    assert_eq!(codes("connect.connect()").await?, json!(["invalid_options"]));
    assert_eq!(codes("connect.connect({ token: () => { throw 7 } })").await?, json!(["token_failed"]));
    assert_eq!(codes("(window.open = () => null, connect.connect(options({})))").await?, json!(["popup_blocked"]));

    // The app ends it, in each way.
    assert_eq!(codes("start(() => connect.close())").await?, json!(["closed"]));
    assert_eq!(codes("start(() => connect.destroy())").await?, json!(["closed"]));
    assert_eq!(codes("(connect.destroy(), connect.connect(options({})))").await?, json!(["sdk_destroyed"]));
    assert_eq!(codes("start(() => popup.close())").await?, json!(["exit"]));

    // A signal: its reason comes as it is, nothing opens if it came first, and nothing is left on it.
    assert_eq!(outcome("start(() => controller.abort(reason), controller.signal)").await?["isReason"], true);
    assert_eq!(outcome("(controller.abort(reason), start(() => {}, controller.signal))").await?["isReason"], true);
    assert_eq!(outcome("(controller.abort(reason), start(() => {}, controller.signal))").await?["opened"], 0);
    let heard = outcome("connect.connect({ ...options({}), signal: controller.signal })").await?;
    assert_eq!((&heard["grants"], &heard["listeners"]), (&json!([ACCOUNT]), &json!(0)));

    // While another flow of the instance is open: that one goes on, and a dead one makes room.
    let both = "(connect.open({ ...options({ pause_at_provider: true }), onSuccess() {} }),
        connect.connect(options({})).finally(() => { window.wasOpen = connect.isOpen(); connect.close() }))";
    assert_eq!(codes(both).await?, json!(["already_open"]));
    assert!(page.script::<bool>("return wasOpen", vec![]).await?, "the first flow has ended");
    stage.browser.no_popup().await?;
    let closes = "Promise.allSettled([start(() => connect.close()), connect.connect(options({}))])
        .then((all) => { throw all.map(({ reason }) => reason) })";
    assert_eq!(codes(closes).await?, json!(["closed", "already_open"]));
    stage.browser.no_popup().await
}

/// Runs an expression in a page with a new instance, and leaves in `window.outcome` what its promise settles with.
const PROMISE: &str = "
    delete window.outcome;
    window.nativeOpen ??= window.open;
    let popup, opened = 0, listeners = 0;
    window.open = (...args) => (opened++, popup = nativeOpen.call(window, ...args));
    const connect = AlterConnect.create();
    const reason = { why: 'changed my mind' };
    const controller = new AbortController();
    for (const [method, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
        controller.signal[method] = (...args) => (listeners += step, EventTarget.prototype[method].apply(controller.signal, args));
    }
    const options = (script) => ({ connectUrl: () => (window.script = script, newConnectUrl()) });
    const start = (then, signal) => {
        const onEvent = (name) => name === 'connect_opened' && setTimeout(then);
        return connect.connect({ ...options({ pause_at_provider: true }), onEvent, signal });
    };
    const settled = (rest) => (window.outcome = { opened, listeners, ...rest });
    (async () => eval(arguments[0]))().then(
        (grants) => settled({ grants: grants.map((grant) => grant.account_identifier) }),
        (error) => settled({
            isReason: error === reason,
            codes: [error].flat().map((error) => isAlterError(error) ? error.code : `no error of ours: ${error}`),
            docs: error.docs,
        }),
    );";

/// How every WebAssembly module begins, as the class holds it.
const WASM: &str = "0061736d01000000";

/// Everything is built once.
pub async fn site(stage: &Stage) -> Result<Site> {
    static BUILT: OnceCell<std::path::PathBuf> = OnceCell::const_new();
    let folder = BUILT
        .get_or_try_init(async || -> Result<_> {
            let project = Workshop::get().await?.project("entries", &["tests/packaging/entries"])?;
            project.run("build").await?;
            let folder = project.path("dist");
            for script in ["promise", "react-19", "vue", "element"] {
                let script = std::fs::read_to_string(folder.join(format!("{script}.js")))?;
                assert_eq!(script.matches(WASM).count(), 1, "how often the wasm is in a page");
            }
            Ok(folder)
        })
        .await?;
    Site::start(stage, folder, None).await
}

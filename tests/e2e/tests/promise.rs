//! How `connect()` settles, in every way there is.

use alter_connect_e2e::{BrowserOptions, Scenario, Stage};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    // Their flows start without a click.
    vec![
        scenario!(with_the_users_answer, BrowserOptions::default()),
        scenario!(with_what_cannot_start, BrowserOptions::default()),
        scenario!(with_what_the_app_does, BrowserOptions::default()),
        scenario!(with_a_signal, BrowserOptions::default()),
        scenario!(beside_another_flow, BrowserOptions::default()),
    ]
}

async fn with_the_users_answer(stage: &Stage) -> Result<()> {
    let approved = outcome(stage, json!({ "outcome": "approve" }), "connect.connect(options)").await?;
    assert_eq!(approved["grants"], json!(["demo@example.com"]));
    let denied = outcome(stage, json!({ "outcome": "deny" }), "connect.connect(options)").await?;
    assert_eq!(denied["codes"], json!(["connect_denied"]));
    assert!(denied["docs"].as_str().is_some_and(|docs| docs.ends_with("docs/errors.md#connect_denied")), "{denied}");
    assert_eq!(codes(stage, "start(() => popup.close())").await?, ["exit"]);
    stage.browser.no_popup().await
}

async fn with_what_cannot_start(stage: &Stage) -> Result<()> {
    assert_eq!(codes(stage, "connect.connect()").await?, ["invalid_options"]);
    assert_eq!(codes(stage, "connect.connect({ token: () => { throw 7 } })").await?, ["token_failed"]);
    assert_eq!(codes(stage, "(window.open = () => null, connect.connect(options))").await?, ["popup_blocked"]);
    assert_eq!(codes(stage, "(connect.destroy(), connect.connect(options))").await?, ["sdk_destroyed"]);
    stage.browser.no_popup().await
}

async fn with_what_the_app_does(stage: &Stage) -> Result<()> {
    assert_eq!(codes(stage, "start(() => connect.close())").await?, ["closed"]);
    assert_eq!(codes(stage, "start(() => connect.destroy())").await?, ["closed"]);
    stage.browser.no_popup().await
}

/// A signal's reason comes as it is, nothing opens if it came first, and nothing is left on it.
async fn with_a_signal(stage: &Stage) -> Result<()> {
    let aborted = paused(stage, "start(() => controller.abort(reason), controller.signal)").await?;
    assert_eq!(aborted["isReason"], true);
    stage.browser.no_popup().await?;
    let before = paused(stage, "(controller.abort(reason), start(() => {}, controller.signal))").await?;
    assert_eq!((&before["isReason"], &before["opened"]), (&json!(true), &json!(0)));
    let old = "(controller.abort(), Object.defineProperty(controller.signal, 'reason', { value: undefined }),
        start(() => {}, controller.signal))";
    let of_its_own = paused(stage, old).await?;
    assert_eq!((&of_its_own["name"], &of_its_own["message"]), (&json!("AbortError"), &json!("Aborted")));
    let code = "connect.connect({ ...options, signal: controller.signal })";
    let heard = outcome(stage, json!({ "outcome": "approve" }), code).await?;
    assert_eq!((&heard["grants"], &heard["listeners"]), (&json!(["demo@example.com"]), &json!(0)));
    Ok(())
}

/// While another flow of the instance is open, that one goes on; a dead one makes room.
async fn beside_another_flow(stage: &Stage) -> Result<()> {
    let second = paused(stage, "beside(() => connect.connect(options))").await?;
    assert_eq!((&second["codes"], &second["goesOn"]), (&json!(["already_open"]), &json!(true)));
    stage.browser.no_popup().await?;
    let aborted = "beside(() => {
        const settled = connect.connect({ ...options, signal: controller.signal });
        controller.abort(reason);
        return settled;
    })";
    let aborted = paused(stage, aborted).await?;
    assert_eq!((&aborted["isReason"], &aborted["goesOn"]), (&json!(true), &json!(true)));
    stage.browser.no_popup().await?;
    let closes = "Promise.allSettled([start(() => connect.close()), connect.connect(options)])
        .then((all) => { throw all.map(({ reason }) => reason) })";
    assert_eq!(codes(stage, closes).await?, ["closed", "already_open"]);
    // The focus is back, as it will be in a moment.
    let dead = "(document.hasFocus = () => true, open(), popup.close(), start(() => connect.close()))";
    assert_eq!(codes(stage, dead).await?, ["closed"]);
    stage.browser.no_popup().await?;
    let others = "start(() => { AlterConnect.create().destroy(); setTimeout(() => popup.close()); })";
    assert_eq!(codes(stage, others).await?, ["exit"]);
    stage.browser.no_popup().await
}

/// The codes of the errors that it rejects with; the user does nothing.
async fn codes(stage: &Stage, code: &str) -> Result<Vec<String>> {
    Ok(serde_json::from_value(paused(stage, code).await?["codes"].take())?)
}

async fn paused(stage: &Stage, code: &str) -> Result<Value> {
    outcome(stage, json!({ "pause_at_provider": true }), code).await
}

/// What becomes of an expression's promise, on a new page; `options` of a session that is played like this are in reach.
async fn outcome(stage: &Stage, script: Value, code: &str) -> Result<Value> {
    let options = json!({ "token": stage.session(script).await?, "baseURL": stage.emulator.base_url() });
    let page = stage.page().await?;
    page.click_other(SETTLE, json!({ "code": code, "options": options })).await?;
    Ok(page.observed("page settled").await?.value().clone())
}

const SETTLE: &str = "
    const { code, options } = argument;
    const nativeOpen = window.open;
    let popup, opened = 0, listeners = 0;
    window.open = (...values) => (opened++, popup = nativeOpen.apply(window, values));
    const connect = AlterConnect.create();
    const reason = { why: 'changed my mind' };
    const controller = new AbortController();
    for (const [method, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
        controller.signal[method] = (...values) => {
            if (values[0] === 'abort') listeners += step;
            EventTarget.prototype[method].apply(controller.signal, values);
        };
    }
    const start = (then, signal) => {
        const onEvent = (name) => name === 'connect_opened' && setTimeout(then);
        return connect.connect({ ...options, onEvent, signal });
    };
    const open = () => void connect.open({ ...options, onSuccess() {} });
    let goesOn;
    const beside = (then) => {
        open();
        return then().finally(() => {
            goesOn = connect.isOpen();
            connect.close();
        });
    };
    const settled = (rest) => record('page settled', { opened, listeners, goesOn, ...rest });
    const ended = ({ isAlterError }) => (async () => eval(code))().then(
        (grants) => settled({ grants: grants.map((grant) => grant.account_identifier) }),
        (error) => settled({
            isReason: error === reason,
            codes: [error].flat().map((error) => isAlterError(error) && error.message ? error.code : `no error of ours: ${error}`),
            docs: error.docs,
            name: error.name,
            message: error.message,
        }),
    );
    import('/dist/errors.mjs').then(ended);";

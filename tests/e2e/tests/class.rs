//! The class as JavaScript calls it: what it refuses, the bus, and every method from inside every handler.

use alter_connect_e2e::{BrowserOptions, Scenario, Stage};
use anyhow::Result;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    // They open many windows for one click.
    vec![
        scenario!(what_cannot_start_is_refused_with_a_code, BrowserOptions::default()),
        scenario!(every_method_may_be_called_from_every_handler, BrowserOptions::default()),
        scenario!(the_next_flow_does_not_hear_of_the_last, BrowserOptions::default()),
        scenario!(a_token_may_come_late_or_never, BrowserOptions::default()),
        scenario!(a_token_that_nobody_waits_for, BrowserOptions::default()),
        scenario!(a_popup_that_keeps_its_page, BrowserOptions::default()),
        scenario!(a_flow_that_waits_is_quiet, BrowserOptions::default()),
        scenario!(only_a_page_out_of_the_cache_gives_a_flow_up, BrowserOptions::default()),
    ]
}

/// Runs JavaScript in a click, on a new instance `sdk`, with `baseURL` in reach; what it left in `log`.
async fn log_of(stage: &Stage, body: &str) -> Result<Value> {
    let page = stage.page().await?;
    let statements = format!(
        "const [sdk, log, baseURL] = [AlterConnect.create(), [], argument];
         (async () => {{ {body} }})().catch((error) => log.push(`${{error}}`)).then(() => record('page done', log));"
    );
    // The app's own origin answers with a page that is silent.
    page.click_other(&statements, stage.app.origin()).await?;
    Ok(page.observed("page done").await?.value().clone())
}

async fn what_cannot_start_is_refused_with_a_code(stage: &Stage) -> Result<()> {
    let log = log_of(
        stage,
        "const onSuccess = () => {};
         const refused = async (options) => log.push(await sdk.open(options).catch((error) =>
             [error.constructor.name, error.code, 'details' in error, error.message.length > 20]));
         await refused();
         await refused(null);
         await refused({ token: '', onSuccess });
         await refused({ token: 7, onSuccess });
         await refused({ token: {}, onSuccess });
         await refused({ token: 'a' });
         await refused({ token: 'a', onSuccess: 'no function' });
         await refused({ token: 'a', onSuccess, baseURL: 'nonsense' });
         await refused({ token: 'a', onSuccess, baseURL: 'javascript:alert(1)' });
         await refused({ token: 'a', onSuccess, baseURL: 'http://example.com' });
         await refused({ connectUrl: 'data:text/html,x', onSuccess });
         log.push(sdk.isOpen());",
    )
    .await?;
    let refused = |code: &str, times: usize| vec![json!(["Error", code, true, true]); times];
    assert_eq!(
        log,
        Value::from([refused("invalid_options", 7), refused("invalid_url", 4), vec![json!(false)]].concat())
    );
    Ok(())
}

async fn every_method_may_be_called_from_every_handler(stage: &Stage) -> Result<()> {
    let log = log_of(
        stage,
        "const options = { token: 'a', baseURL, onSuccess() {} };
         const calls = {
             open: (sdk) => sdk.open(options), close: (sdk) => sdk.close(), destroy: (sdk) => sdk.destroy(),
             on: (sdk) => sdk.on('exit', () => {})(), off: (sdk) => sdk.off('exit', options.onSuccess),
             isOpen: (sdk) => sdk.isOpen(), takeRedirectResult: (sdk) => sdk.takeRedirectResult(),
             getVersion: (sdk) => sdk.getVersion(),
         };
         // What the popup and the browser would do, done here: nothing has to be awaited.
         const says = (data) =>
             dispatchEvent(new MessageEvent('message', { source: popups.at(-1), origin: baseURL, data }));
         const succeed = () => says({ type: 'alter_connect_success', grants: [{ grant_id: 'g', provider: 'p' }] });
         const fail = () => says({ type: 'alter_connect_error' });
         const exit = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
         const places = {
             onEvent() {}, onSuccess: succeed, success: succeed, onError: fail, error: fail, onExit: exit, exit,
             close: (sdk) => sdk.close(),
         };
         let times = 0;
         for (const [method, call] of Object.entries(calls)) {
             for (const [place, end] of Object.entries(places)) {
                 const sdk = AlterConnect.create();
                 let called = 0;
                 const once = () => { if (!called++) call(sdk); };
                 if (!place.startsWith('on')) sdk.on(place, once);
                 await sdk.open({ ...options, [place]: once });
                 if (method !== 'close' && method !== 'destroy' || place !== 'onEvent') end(sdk);
                 let open;
                 try { open = sdk.isOpen(); } catch (error) { open = error.code; }
                 const running = method === 'open' || place === 'onEvent' && method !== 'close';
                 const expected = method === 'destroy' ? 'sdk_destroyed' : running;
                 if (!called || open !== expected) log.push([method, place, called, open]);
                 sdk.destroy();
                 times++;
             }
         }
         log.push(times);",
    )
    .await?;
    assert_eq!(log, json!([64]), "method, place, times called, isOpen() after it");
    Ok(())
}

async fn the_next_flow_does_not_hear_of_the_last(stage: &Stage) -> Result<()> {
    let log = log_of(
        stage,
        "const failing = (name, onError) => ({ token: () => Promise.reject(name), baseURL, onSuccess() {},
             onError: (error) => { log.push([name, error.details.reason]); onError?.(); } });
         sdk.on('close', () => log.push('close'));
         await sdk.open(failing('first', () => sdk.open(failing('second'))));
         await new Promise((resolve) => setTimeout(resolve, 100));
         log.push(sdk.isOpen());

         // One that begins and ends before the callbacks of the last one have had their turn.
         const ended = (name) => (error) => log.push([name, error.code]);
         const off = sdk.on('error', () => {
             off();
             window.open = () => null;
             sdk.open({ token: 'a', baseURL, onSuccess() {}, onError: ended('fourth') });
         });
         await new Promise((resolve) => sdk.open({
             token: () => 7, baseURL, onSuccess() {}, onError: (error) => { ended('third')(error); resolve(); } }));",
    )
    .await?;
    assert_eq!(
        log,
        json!([
            ["first", "first"],
            "close",
            ["second", "second"],
            "close",
            false,
            ["fourth", "popup_blocked"],
            "close",
            ["third", "token_failed"],
            "close"
        ])
    );
    Ok(())
}

async fn a_token_may_come_late_or_never(stage: &Stage) -> Result<()> {
    let log = log_of(
        stage,
        "const late = (token) => new Promise((resolve) => {
             const done = (what) => (payload) => resolve([what, payload?.code, payload?.details?.reason]);
             sdk.open({ token, baseURL, onSuccess: done('success'), onError: done('error'), onExit: done('exit'),
                 onEvent: (name) => { resolve(name); } });
         });
         for (const token of [() => 'a', Promise.resolve('a'), async () => 'a', { then: (resolve) => resolve('a') }]) {
             log.push(await late(token), sdk.isOpen());
             sdk.close();
         }
         log.push(await late(Promise.reject('no backend')), sdk.isOpen());
         log.push(await late(() => { throw 'thrown'; }), await late(() => 7), await late(async () => ''));
         const waiting = () => {
             let give;
             sdk.open({ token: new Promise((resolve) => { give = resolve; }), baseURL, onSuccess() {},
                 onEvent: () => log.push('opened with the token of a flow that is over') });
             return give;
         };
         for (const after of [() => {}, waiting]) {
             const give = waiting();
             sdk.close();
             after();
             give('a');
             await new Promise((resolve) => setTimeout(resolve, 50));
             log.push(sdk.isOpen());
         }",
    )
    .await?;
    let opened = vec![[json!("connect_opened"), json!(true)]; 4].concat();
    let failed = |reason: Value| json!(["error", "token_failed", reason]);
    let rest = [
        failed("no backend".into()),
        json!(false),
        failed("thrown".into()),
        failed(Value::Null),
        failed(Value::Null),
        json!(false),
        json!(true),
    ];
    assert_eq!(log, Value::from([&opened[..], &rest].concat()));
    Ok(())
}

async fn a_token_that_nobody_waits_for(stage: &Stage) -> Result<()> {
    let log = log_of(
        stage,
        "window.open = () => null;
         addEventListener('unhandledrejection', (event) => log.push(['unhandled', event.reason]));
         const blocked = (token) => new Promise((resolve) =>
             sdk.open({ token, baseURL, onSuccess() {}, onError: (error) => resolve(error.code) }));
         log.push(await blocked(() => { log.push('asked'); return 'a'; }));
         log.push(await blocked(Promise.reject('no backend')));
         // It is heard after whatever was rejected before it.
         Promise.reject('the last');
         await new Promise((resolve) => setTimeout(resolve, 50));",
    )
    .await?;
    assert_eq!(log, json!(["popup_blocked", "popup_blocked", ["unhandled", "the last"]]));
    Ok(())
}

/// A question of its page's (`beforeunload`) may stand between it and the blank one: the SDK waits, though not for ever.
async fn a_popup_that_keeps_its_page(stage: &Stage) -> Result<()> {
    let log = log_of(
        stage,
        "const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
         const flow = async (token) => {
             const start = performance.now();
             await new Promise((replace) => {
                 window.open = () => ({ closed: false, focus() {}, close() {}, location: { replace } });
                 sdk.open({ token, baseURL, onSuccess() {} });
             });
             log.push(performance.now() - start > 500);
             sdk.close();
         };
         await flow('a');
         await flow(pause(2000).then(() => 'a'));",
    )
    .await?;
    assert_eq!(log, json!([true, true]));
    Ok(())
}

/// It looks at its popup now and then.
async fn a_flow_that_waits_is_quiet(stage: &Stage) -> Result<()> {
    let log = log_of(
        stage,
        "await new Promise((onEvent) => sdk.open({ token: 'a', baseURL, onSuccess() {}, onEvent }));
         const { setTimeout } = window;
         let timers = 0;
         // Each is a reason to look at once.
         for (let i = 0; i < 20; i++) dispatchEvent(new FocusEvent('focus'));
         window.setTimeout = (...all) => { timers++; return setTimeout(...all); };
         await new Promise((resolve) => setTimeout(resolve, 1500));
         log.push(sdk.isOpen(), 0 < timers && timers < 10);",
    )
    .await?;
    assert_eq!(log, json!([true, true]));
    Ok(())
}

/// A page that is shown for the first time fires the same event: Connect may be clicked before.
async fn only_a_page_out_of_the_cache_gives_a_flow_up(stage: &Stage) -> Result<()> {
    let log = log_of(
        stage,
        "await sdk.open({ token: 'a', baseURL, onSuccess() {}, onExit: () => log.push('exit') });
         for (const persisted of [false, true]) {
             dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));
             log.push(sdk.isOpen());
         }",
    )
    .await?;
    assert_eq!(log, json!([true, "exit", false]));
    Ok(())
}

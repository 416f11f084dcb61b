//! Messages, options and pages that were made to break the SDK, or that break it by being odd.

use alter_connect_e2e::{Scenario, Stage};
use anyhow::Result;
use serde_json::{Value, json};

use crate::lab::Lab;
use crate::scenario;
use crate::thrown::SUCCESS;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(fields_of_the_wrong_type),
        scenario!(items_that_are_no_grants),
        scenario!(endless_and_deep_and_long),
        scenario!(long_lists_over_and_over),
        scenario!(forged_instances),
        scenario!(a_token_that_counts_who_asks),
        scenario!(a_getter_among_the_callbacks),
        scenario!(a_console_that_throws),
        scenario!(timers_that_are_objects),
        scenario!(options_from_the_prototype_of_everything),
        scenario!(a_state_that_is_none),
        scenario!(parameters_that_come_twice),
        scenario!(a_path_that_looks_like_a_host),
        scenario!(a_foreign_base),
        scenario!(the_state_of_a_router),
    ]
}

/// Runs JavaScript on a new page and compares what it returns.
async fn gives(stage: &Stage, body: &str, expected: Value) -> Result<()> {
    let seen: Value = Lab::new(stage).await?.play(body).await?;
    assert_eq!(seen, expected);
    Ok(())
}

async fn fields_of_the_wrong_type(stage: &Stage) -> Result<()> {
    let body = "const bad = {
                    provider_name: [5, true, {}, ['a'], null, new Date(), new String('a')],
                    account_identifier: [5, true, {}, ['a'], null, new Date(), new String('a')],
                    timestamp: [5, true, {}, ['a'], null, new Date(), new String('a')],
                    operation: ['other', '', 5, {}, ['reauth'], new String('reauth'), null],
                    status: ['other', '', 5, {}, ['error'], new String('error'), null],
                    scopes: ['mail', 5, {}, { length: 1, 0: 'mail' }, null, new Set(['mail'])],
                    metadata: ['text', 5, true, ['a'], null, new Date(), new Map([['a', 1]]), new String('a'), 5n],
                };
                const wrong = [];
                for (const [field, values] of Object.entries(bad)) for (const value of values) {
                    const [given] = await granting([grant({ [field]: value })]);
                    const now = /^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$/.test(given?.timestamp);
                    const seen = text({ ...given, timestamp: now });
                    const expected = { ...DEFAULTS, ...(field === 'account_identifier' && { [field]: '' }) };
                    if (seen !== text(expected)) wrong.push([field, String(value), seen]);
                }
                return wrong;";
    let defaults = "const DEFAULTS = {
                        grant_id: 'grant-1', provider: 'google', provider_name: 'google',
                        account_identifier: 'ada@example.com', timestamp: true, operation: 'creation', scopes: [],
                        status: 'active',
                    };";
    gives(stage, &format!("{defaults} {body}"), json!([])).await
}

async fn items_that_are_no_grants(stage: &Stage) -> Result<()> {
    let body = "const items = [undefined, null, 0, 5, '', 'grant', true, [], {}, new Date(), new Map(), 5n];
                for (const field of ['grant_id', 'provider']) {
                    for (const value of [undefined, null, '', 5, true, {}, ['a'], new String('a'), new Date()]) {
                        items.push(grant({ [field]: value }));
                    }
                }
                const good = grant({ scopes: [1, 'mail', null, ['a'], 'drive', {}] });
                const given = await granting([...items, good, ...items]);
                const told = [];
                for (const grants of [items, [], undefined, null, 'text', 5, {}, { length: 1, 0: grant() }]) {
                    told.push(await granting(grants));
                }
                return [given.map(({ grant_id, scopes }) => [grant_id, scopes]), [...new Set(told.map(text))]];";
    gives(stage, body, json!([[["grant-1", ["mail", "drive"]]], ["\"invalid_response\""]])).await
}

/// Seconds would be noticed, 10,000 items are what is read of a list.
async fn endless_and_deep_and_long(stage: &Stage) -> Result<()> {
    let body = "const sparse = (length, at) => Object.assign([], { length, [at]: grant() });
                const deep = (value) => {
                    for (let depth = 0; depth < 100_000; depth++) value = [value];
                    return value;
                };
                const long = 'x'.repeat(50_000_000);
                const count = async (grants) => {
                    const given = await granting(grants);
                    return Array.isArray(given) ? given.length : given;
                };
                const results = {};
                for (const [name, call] of Object.entries({
                    'sparse': () => count(sparse(4294967295, 0)),
                    'sparse, behind the limit': () => count(sparse(100_000_000, 50_000_000)),
                    'all that is read': () => count(Array.from({ length: 10_000 }, () => grant())),
                    'one more': () => count(Array.from({ length: 10_001 }, () => grant())),
                    'many': () => count(Array.from({ length: 100_000 }, () => grant())),
                    'more': () => count(Array.from({ length: 300_000 }, () => grant())),
                    'deep grants': () => count(deep(grant())),
                    'deep metadata': () => count([grant({ metadata: { deep: deep(1) } })]),
                    'deep scopes': () => count([grant({ scopes: deep('mail') })]),
                    'endless scopes': async () => {
                        const scopes = Object.assign(['mail'], { length: 4294967295 });
                        return (await granting([grant({ scopes })]))[0].scopes;
                    },
                    'many scopes': async () => {
                        const scopes = Array(300_000).fill('mail');
                        return (await granting([grant({ scopes })]))[0].scopes.length;
                    },
                    'a long id': async () => (await granting([grant({ grant_id: long })]))[0].grant_id.length,
                    'a long account': async () =>
                        (await granting([grant({ account_identifier: long })]))[0].account_identifier.length,
                    'a long provider': async () =>
                        (await granting([grant({ provider: long })]))[0].provider_name.length,
                    'a long error': async () => (await telling({ type: 'alter_connect_error', error: long })).length,
                    'a long type': () => telling({ type: long }),
                })) {
                    const started = native.epoch();
                    results[name] = await call();
                    const took = native.epoch() - started;
                    if (took > 2000) results[name] = `took ${took} ms`;
                }
                return results;";
    let expected = json!({
        "sparse": 1,
        "sparse, behind the limit": "invalid_response",
        "all that is read": 10_000,
        "one more": 10_000,
        "many": 10_000,
        "more": 10_000,
        "deep grants": "invalid_response",
        "deep metadata": 1,
        "deep scopes": 1,
        "endless scopes": ["mail"],
        "many scopes": 1_000,
        "a long id": 50_000_000,
        "a long account": 50_000_000,
        "a long provider": 50_000_000,
        "a long error": 50_000_000,
        "a long type": "nothing",
    });
    gives(stage, body, expected).await
}

async fn long_lists_over_and_over(stage: &Stage) -> Result<()> {
    let lab = Lab::new(stage).await?;
    let body = "for (let round = 0; round < 20; round++) {
                    const list = Array.from({ length: 100_000 }, () => grant({ scopes: ['mail'], metadata: {} }));
                    for (const item of list.slice(0, 50)) watch('item', item);
                    const given = await granting(list);
                    for (const item of given.slice(0, 50)) watch('grant', item);
                }
                return bytes();";
    let mut sizes = Vec::new();
    for _ in 0..2 {
        let memory: u64 = lab.play(body).await?;
        if lab.collects() {
            lab.nothing_survives().await?;
            sizes.push((memory, lab.heap().await?));
        } else {
            sizes.push((memory, 0));
        }
    }
    assert_eq!(sizes[0].0, sizes[1].0, "the memory: {sizes:?}");
    // One handle for each item that is read would be 800,000 bytes and more.
    assert!(sizes[1].1 < sizes[0].1 + 200_000, "the heap: {sizes:?}");
    Ok(())
}

async fn forged_instances(stage: &Stage) -> Result<()> {
    let body = "const sdk = AlterConnect.create();
                const forged = [
                    Object.assign(Object.create(AlterConnect.prototype), sdk),
                    Object.create(AlterConnect.prototype, Object.getOwnPropertyDescriptors(sdk)),
                    Object.create(AlterConnect.prototype),
                    Object.create(sdk),
                    new Proxy(sdk, {}),
                    { ...sdk },
                    {},
                    0,
                    'sdk',
                    null,
                    undefined,
                ];
                const calls = {
                    open: [{ token: 'token', baseURL: hosted, onSuccess() {} }],
                    close: [],
                    destroy: [],
                    on: ['close', () => {}],
                    off: ['close', () => {}],
                    isOpen: [],
                };
                const wrong = [];
                const refused = async (name, call) => {
                    const { thrown } = await settled(call);
                    const good = thrown instanceof Error && thrown.code === 'illegal_constructor'
                        && thrown.message.includes('AlterConnect.create()');
                    if (!good) wrong.push([name, String(thrown?.code ?? thrown)]);
                };
                await refused('new', () => new AlterConnect());
                await refused('new with arguments', () => new AlterConnect(0, {}));
                await refused('new of a subclass', () => new (class extends AlterConnect {})());
                for (const [index, object] of forged.entries()) for (const [name, values] of Object.entries(calls)) {
                    await refused(`${name} of ${index}`, () => AlterConnect.prototype[name].apply(object, values));
                }
                const { value: isOpen } = await settled(() => sdk.isOpen());
                return [wrong, isOpen, windows.length, await flow()];";
    gives(stage, body, json!([[], false, 0, SUCCESS])).await
}

async fn a_token_that_counts_who_asks(stage: &Stage) -> Result<()> {
    let body = "const told = [];
                for (const option of ['token', 'connectUrl']) {
                    let asked = 0;
                    const answer = option === 'token' ? 'token' : `${hosted}/sdk/oauth/connect#session=token`;
                    const thenable = { then(resolve) { asked++; resolve(answer); } };
                    told.push(await flow({ token: undefined, [option]: thenable }), asked);
                    told.push(await flow({ token: undefined, [option]: () => { asked++; return answer; } }), asked);
                }
                return told;";
    gives(stage, body, json!([SUCCESS, 1, SUCCESS, 2, SUCCESS, 1, SUCCESS, 2])).await
}

async fn a_getter_among_the_callbacks(stage: &Stage) -> Result<()> {
    let body = "const told = [];
                for (const [name, end] of [
                    ['onExit', closePopup],
                    ['onError', () => message({ type: 'alter_connect_error', error: 'denied' })],
                    ['onEvent', () => message(granted(grant()))],
                ]) {
                    const heard = [];
                    const sdk = hear(AlterConnect.create(), heard);
                    const { thrown } = await settled(() => sdk.open(getter(name, {
                        token: 'token', baseURL: hosted, onSuccess: ([{ grant_id }]) => heard.push(grant_id),
                    })));
                    await settle();
                    end();
                    await settle();
                    told.push(heard.join(' '), thrown ? String(thrown) : '', sdk.isOpen(), uncaught.length);
                }
                return told;";
    let expected = json!(["exit close", "", false, 0, "error denied close", "", false, 0, SUCCESS, "", false, 0]);
    gives(stage, body, expected).await
}

async fn a_console_that_throws(stage: &Stage) -> Result<()> {
    let body = "for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
                    console[level] = () => { throw new Error('no console'); };
                }
                const told = [];
                const onSuccess = () => { told.push('onSuccess'); throw new Error('a bug of the app'); };
                const { thrown } = await settled(async () => {
                    const sdk = AlterConnect.create({ debug: true });
                    sdk.on('success', () => { throw new Error('a bug of the app'); });
                    await hear(sdk, told).open(options(told, { onSuccess }));
                    await settle();
                    message(granted(grant()));
                    await settle();
                    if (sdk.isOpen()) told.push('still open');
                });
                return [String(thrown), told.join(' '), uncaught.length];";
    gives(stage, body, json!(["undefined", "success onSuccess close", 0])).await
}

async fn timers_that_are_objects(stage: &Stage) -> Result<()> {
    let body = "const { setTimeout, clearTimeout } = window;
                window.setTimeout = (...values) => ({
                    id: setTimeout(...values),
                    [Symbol.toPrimitive]() { throw new Error('no number'); },
                });
                window.clearTimeout = (timer) => clearTimeout(timer?.id);
                const before = (await held()).timers;
                const told = await flow();
                const heard = [];
                const sdk = hear(AlterConnect.create(), heard);
                await settled(() => sdk.open(options(heard)));
                closePopup();
                return [told, heard.join(' '), (await held()).timers - before, uncaught.map(String)];";
    gives(stage, body, json!([SUCCESS, "exit onExit close", 0, []])).await
}

async fn options_from_the_prototype_of_everything(stage: &Stage) -> Result<()> {
    let body = "const told = [];
                Object.prototype.connectUrl = 'https://mallory.example/sdk/oauth/connect#session=theirs';
                Object.prototype.onExit = () => told.push('their onExit');
                Object.prototype.debug = true;
                const sdk = hear(AlterConnect.create(), told);
                await settled(() => sdk.open({ token: 'token', baseURL: hosted, onSuccess() {} }));
                await settle();
                const { href } = popup().location;
                closePopup();
                Object.prototype.token = 'theirs';
                const { thrown } = await settled(() => sdk.open({ onSuccess() {} }));
                for (const name of ['connectUrl', 'onExit', 'debug', 'token']) delete Object.prototype[name];
                return [href.replace(hosted, ''), told.join(' '), written.length, thrown?.code];";
    gives(stage, body, json!(["/sdk/oauth/connect#session=token", "exit close", 0, "invalid_options"])).await
}

async fn a_state_that_is_none(stage: &Stage) -> Result<()> {
    let body = "const wrong = [];
                for (const state of [
                    '{\"timestamp\":{\"valueOf\":1}}',
                    '{\"timestamp\":{\"valueOf\":1,\"toString\":1},\"returnUrl\":{\"toString\":1}}',
                    '{\"timestamp\":\"now\"}',
                    '{\"timestamp\":null}',
                    '{\"timestamp\":[]}',
                    '{}', '[]', '5', 'null', '\"state\"', '', '{', '\\0',
                ]) {
                    sessionStorage.setItem('alter_oauth_state', state);
                    comeBack();
                    const { thrown, value: sdk } = await settled(() => AlterConnect.create());
                    const told = [];
                    const taken = await settled(() => hear(sdk, told).takeRedirectResult());
                    await settle();
                    if (thrown || taken.thrown || taken.value !== null || told.length) {
                        wrong.push([state, String(thrown), String(taken.thrown), taken.value, told]);
                    }
                    clear();
                }
                return [wrong, await flow()];";
    gives(stage, body, json!([[], SUCCESS])).await
}

async fn parameters_that_come_twice(stage: &Stage) -> Result<()> {
    let body = "leave();
                const second = parameters.replace('?', '&').replace(/=[^&]*/g, '=second');
                comeBack(parameters + second);
                const { grants: [grant] } = await AlterConnect.create().takeRedirectResult();
                return [grant.grant_id, grant.provider, grant.account_identifier];";
    gives(stage, body, json!(["grant-1", "google", "ada"])).await
}

async fn a_path_that_looks_like_a_host(stage: &Stage) -> Result<()> {
    comes_home(stage, "const start = `${location.origin}//example.com/lab.html?tab=1#top`;").await
}

async fn a_foreign_base(stage: &Stage) -> Result<()> {
    let start = "const start = `${home}&tab=1#top`;
                 document.head.append(Object.assign(document.createElement('base'), { href: 'https://a.example/' }));";
    comes_home(stage, start).await
}

/// The address is again what it was before the redirect.
async fn comes_home(stage: &Stage, start: &str) -> Result<()> {
    let body = "history.replaceState(null, '', start);
                leave(native.epoch(), start);
                history.replaceState(null, '', start.replace(/\\?.*/, parameters));
                const result = await AlterConnect.create().takeRedirectResult();
                return [result?.grants?.[0].grant_id, location.href === start ? 'home' : location.href];";
    gives(stage, &format!("{start} {body}"), json!(["grant-1", "home"])).await
}

async fn the_state_of_a_router(stage: &Stage) -> Result<()> {
    let body = "leave();
                history.replaceState({ key: 'of the router', scroll: [0, 7] }, '', new URL(parameters, home));
                const { grants } = await AlterConnect.create().takeRedirectResult();
                return [grants.length, location.href === home, history.state];";
    gives(stage, body, json!([1, true, { "key": "of the router", "scroll": [0, 7] }])).await
}

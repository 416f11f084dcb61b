//! Redirect out, and back.

use crate::scenario::{Group, Scenario, scenario};

const LATE: &str = "it is kept for the first listener; there it was emitted before anyone could listen";

pub fn group() -> Group {
    Group {
        title: "Redirect",
        scenarios: vec![
            scenario("out", "what is kept before leaving, that no popup is opened, and where the page goes", r"
                phone();
                create();
                listen();
                launch({ token: `return ${origins.app}/app/?from=hosted` });
                await leaving();
            ")
            .back(r"
                note('state', stored('alter_oauth_state'));
                note('address', location.href);
                note('came from', document.referrer);
            "),
            scenario("the state that is kept", "its key and its exact text", r"
                phone();
                create();
                launch({ token: `return ${origins.app}/app/` });
                await leaving();
            ")
            .back(r"
                note('keys', Object.keys(sessionStorage));
                note('text', sessionStorage.getItem('alter_oauth_state').replace(/\d{13}/, 'ms'));
            "),
            scenario("back with a grant: address and state", "that the address is restored with query and fragment, and the state is gone", r"
                await comeBack({ alter_connect_success: 'true', ...grant(), account_identifier: 'ada@example.com' });
            ")
            .back(r"
                note('address before', location.search.includes('grant_id'));
                const before = history.length;
                create();
                note('address', location.href);
                note('state', stored('alter_oauth_state'));
                note('new entries in the history', history.length - before);
                note('title', document.title);
                moment('after it');
            "),
            scenario("back with an error: address and state", "the same", r"
                await comeBack({ alter_connect_error: 'true', error_code: 'connect_denied', error_description: 'No.' });
            ")
            .back(r"
                create();
                note('address', location.href);
                note('state', stored('alter_oauth_state'));
                moment('after it');
            "),
            scenario("back with a grant: the result", "what the app hears", r"
                await comeBack({ alter_connect_success: 'true', ...grant(), account_identifier: 'ada@example.com' });
            ")
            .back(r"
                create();
                listen();
                await pause(50);
            ")
            .differs(1, LATE),
            scenario("back with an error: the result", "what the app hears", r"
                await comeBack({ alter_connect_error: 'true', error_code: 'connect_denied', error_description: 'No.' });
            ")
            .back(r"
                create();
                listen();
                await pause(50);
            ")
            .differs(1, LATE),
            scenario("back with half a grant: the result", "what the app hears if a required parameter is missing", r"
                await comeBack({ alter_connect_success: 'true', grant_id: 'grant-1', provider: 'google' });
            ")
            .back(r"
                create();
                listen();
                await pause(50);
            ")
            .differs(1, LATE),
            scenario("back with half a grant: address and state", "that they are cleaned all the same", r"
                await comeBack({ alter_connect_success: 'true', grant_id: 'grant-1', provider: 'google' });
            ")
            .back(r"
                create();
                note('address', location.href);
                note('state', stored('alter_oauth_state'));
            "),
            scenario("the storage after a return", "what is in `sessionStorage` until somebody listens", r"
                await comeBack({ alter_connect_success: 'true', ...grant(), account_identifier: 'ada@example.com' });
            ")
            .back(r"
                create();
                note('keys', Object.keys(sessionStorage));
                sdk.on('success', () => {});
                await pause(50);
                note('keys when it was heard', Object.keys(sessionStorage));
            ")
            .differs(1, "the result is kept there"),
            grant_from(
                "a whole grant from the query",
                "{ provider_name: 'Google', operation: 'reauth', scopes: 'a,b', status: 'pending', more: 'dropped' }",
            ),
            grant_from("the least of a grant from the query", "{ timestamp: '' }"),
            grant_from("odd values in the query", "{ operation: 'other', scopes: ',a,,b ', status: 'other', provider_name: '' }"),
            grant_from("one scope in the query", "{ scopes: 'a', status: 'error', operation: 'creation' }"),
            grant_from("metadata in the query", "{ metadata: 'text', scopes: 'ü é,%' }"),
            error_from("a whole error from the query", "{ error_code: 'connect_denied', error_description: 'No: é &' }"),
            error_from("the least of an error from the query", "{}"),
            error_from("empty values of an error in the query", "{ error_code: '', error_description: '' }"),
            scenario("no state", "that a page with the right parameters, but no redirect of ours, is left alone", r"
                await comeBack({ alter_connect_success: 'true', ...grant(), account_identifier: 'ada@example.com' }, null);
            ")
            .back(r"
                create();
                listen();
                await pause(50);
                note('address', location.href);
            "),
            scenario("a state of six minutes ago", "that it is removed, and nothing else happens", r"
                const state = { timestamp: Date.now() - 360_000, returnUrl: location.href };
                await comeBack({ alter_connect_success: 'true', ...grant(), account_identifier: 'a' }, state);
            ")
            .back(r"
                create();
                listen();
                await pause(50);
                note('address', location.href);
                note('state', stored('alter_oauth_state'));
            "),
            scenario("a state of four minutes ago", "that it counts", r"
                await comeBack({ alter_connect_error: 'true' }, { timestamp: Date.now() - 240_000, returnUrl: location.href });
            ")
            .back(r"
                create();
                note('address', location.href);
                note('state', stored('alter_oauth_state'));
            "),
            scenario("neither parameter", "that nothing happens, and the state stays", r"
                await comeBack({ other: 'true', grant_id: 'grant-1', provider: 'google', account_identifier: 'a' });
            ")
            .back(r"
                create();
                listen();
                await pause(50);
                note('address', location.href);
                note('state', stored('alter_oauth_state'));
            "),
            scenario("other values of the parameters", "which of them count", r"
                await comeBack({ alter_connect_success: '1', alter_connect_error: '', ...grant(), account_identifier: 'a' });
            ")
            .back(r"
                const successes = ['alter_connect_success=TRUE', 'alter_connect_success=false'];
                const errors = ['alter_connect_error=', 'alter_connect_error=false', 'alter_connect_error=0'];
                for (const query of [...successes, ...errors]) {
                    create();
                    note('address', location.href);
                    note('state', stored('alter_oauth_state') !== null);
                    const state = { timestamp: Date.now(), returnUrl: location.origin };
                    sessionStorage.setItem('alter_oauth_state', JSON.stringify(state));
                    history.replaceState(null, '', `/app/?${query}`);
                    note('query', query);
                }
                create();
                note('address', location.href);
            "),
            scenario("state that is no JSON", "what happens to it, and to the address", r"
                sessionStorage.setItem('alter_oauth_state', '{broken');
                await comeBack({ alter_connect_error: 'true' }, null);
            ")
            .back(r"
                attempt('create()', () => typeof create());
                note('address', location.href);
                note('left', sessionStorage.getItem('alter_oauth_state'));
            "),
            scenario("state without an address", "where the page ends up", r"
                await comeBack({ alter_connect_error: 'true' }, { timestamp: Date.now() });
            ")
            .back(r"
                attempt('create()', () => typeof create());
                note('address', location.href);
                note('state', stored('alter_oauth_state'));
            "),
            scenario("state with the address of another site", "where the page ends up", r"
                await comeBack({ alter_connect_error: 'true' }, { timestamp: Date.now(), returnUrl: `${origins.stranger}/there?x=1#y` });
            ")
            .back(r"
                attempt('create()', () => typeof create());
                note('address', location.href);
                note('state', stored('alter_oauth_state'));
            "),
            scenario("a storage that is full", "the error, and that the page stays", r"
                phone();
                brokenStorage();
                create();
                listen();
                await launch({ onEvent: undefined });
                moment('at the end');
                note('address', location.href);
            "),
            scenario("connect_opened with a storage that is full", "whether it is reported", r"
                phone();
                brokenStorage();
                create();
                await launch({ onError: undefined });
            ")
            .differs(9, "it is not"),
            scenario("a sandboxed page", "what `create()` and `open()` do where looking at the storage throws", r"
                note('seen', await seenIn('/bare.html', { sandbox: 'allow-scripts' }));
            ")
            .differs(7, "`create()` works, and `open()` reports what it cannot do"),
            scenario("no window", "what `create()` and `open()` do in a worker", r"
                const worker = new Worker('/bare.js');
                note('seen', await new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data.seen); }));
            ")
            .differs(7, "`create()` works, and `open()` rejects with `unsupported_environment`"),
        ],
    }
}

/// One SDK tells the first listener, the other only its debug output: either way it is the same grant.
const RESULT: &str = r"
    create({ debug: true });
    let result = printed.flatMap(({ parts }) => parts).find((part) => Array.isArray(part) || part?.code);
    sdk.on('success', (grants) => { result = grants; });
    sdk.on('error', (error) => { result = error; });
    await until('the result', () => result);
    observed.length = 0;
    note('result', result);
";

fn grant_from(name: &'static str, extra: &'static str) -> Scenario {
    let back = "await comeBack({ alter_connect_success: 'true', ...grant(), account_identifier: 'ada@example.com', ...";
    scenario(name, "how it is mapped", format!("{back}{extra} }});")).back(RESULT)
}

fn error_from(name: &'static str, extra: &'static str) -> Scenario {
    let back = "await comeBack({ alter_connect_error: 'true', ...";
    scenario(name, "how it is mapped", format!("{back}{extra} }});")).back(RESULT)
}

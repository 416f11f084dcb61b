//! What `open()` looks at, and in which order.

use crate::scenario::{Group, scenario};

pub fn group() -> Group {
    Group {
        title: "Options of open()",
        scenarios: vec![
            scenario("no options", "what `open()`, `open(undefined)` and `open(null)` reject with", r"
                create();
                await call();
                await call(undefined);
                await call(null);
                moment('after it');
            ")
            .differs(14, "a rejection with `invalid_options` instead of a `TypeError`"),
            scenario(
                "a token that is none",
                "the rejection for a missing or empty token, and for tokens that are numbers, booleans, objects or lists",
                r"
                create();
                listen();
                for (const token of [undefined, null, '', 0, 42, true, false, {}, ['token-1'], 7n]) await launch({ token });
                const { token, ...rest } = { token: '', baseURL: origins.hosted, ...callbacks() };
                await call(rest);
                moment('after it');
                ",
            ),
            scenario(
                "an onSuccess that is none",
                "the rejection for a missing `onSuccess`, and for one that is no function",
                r"
                create();
                listen();
                for (const onSuccess of [undefined, null, 0, 'onSuccess', {}, []]) await launch({ onSuccess });
                moment('after it');
                ",
            ),
            scenario(
                "token before onSuccess",
                "which of the two a rejection names when both are wrong",
                r"
                create();
                for (const options of [{}, { token: 'token-1' }, { onSuccess() {} }]) {
                    const error = await sdk.open(options).catch((error) => error);
                    note('names', error.code, /token/i.test(error.message), /onSuccess/.test(error.message));
                }
                ",
            ),
            scenario(
                "options are checked before the open flow",
                "that a wrong option is refused while a flow is open, and the flow goes on",
                r"
                create();
                listen();
                await launch();
                await shown();
                await launch({ token: '' });
                await launch({ onSuccess: undefined });
                moment('after it');
                await say(success(grant()));
                ",
            ),
            scenario(
                "open() while open",
                "that it resolves and does nothing: no second window, no new callbacks, `baseURL` not looked at",
                r"
                create();
                listen();
                await launch();
                await shown();
                await launch({ token: 'token-2', onSuccess: noting('onSuccess of the second') });
                await launch({ baseURL: 'nonsense' });
                moment('after it');
                await say(success(grant()));
                moment('at the end');
                ",
            ),
            scenario(
                "a baseURL that is none",
                "that `open()` rejects with an `Error`, nothing is opened and nobody is told",
                r"
                create();
                listen();
                for (const baseURL of ['nonsense', '/relative', '//example.com', 'http://', 42]) {
                    const error = await sdk.open({ token: 'token-1', baseURL, ...callbacks() }).catch((error) => error);
                    note('rejected', error instanceof Error);
                }
                moment('after it');
                ",
            ),
            scenario("the code of a refused baseURL", "`code` and `details` of the rejection", r"
                create();
                await launch({ baseURL: 'nonsense' });
            ")
            .differs(13, "the error has the code `invalid_url`"),
            scenario(
                "a missing baseURL",
                "the address that is opened without `baseURL`, or with an empty one",
                r"
                pretendToOpen();
                for (const baseURL of [undefined, null, '']) {
                    create();
                    await launch({ baseURL });
                    sdk.destroy();
                }
                ",
            ),
            scenario(
                "other schemes",
                "what becomes of `http:` for a host that is not this machine, `ftp:`, `data:` and `javascript:`",
                r"
                pretendToOpen();
                for (const baseURL of ['http://example.com', 'ftp://example.com', 'data:text/html,x', 'javascript:alert(1)']) {
                    create();
                    await launch({ baseURL });
                    sdk.destroy();
                }
                ",
            )
            .differs(13, "they are refused"),
            scenario(
                "https and loopback",
                "that https passes for every host, and http for `localhost`, `127.0.0.1` and `[::1]`",
                r"
                pretendToOpen();
                const addresses = ['https://example.com', 'https://example.com:8443', 'http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:9'];
                for (const baseURL of addresses) {
                    create();
                    await launch({ baseURL });
                    sdk.destroy();
                }
                ",
            ),
            scenario(
                "after a rejection",
                "that an instance that refused is as good as new",
                r"
                create();
                listen();
                await launch({ token: '' });
                await sdk.open({ token: 'token-1', baseURL: 'nonsense', ...callbacks() }).catch(() => note('refused'));
                await launch();
                await say(success(grant()));
                moment('at the end');
                ",
            ),
            scenario(
                "only token and onSuccess",
                "a flow without any other callback",
                r"
                create();
                await call({ token: 'token-1', baseURL: origins.hosted, onSuccess: noting('onSuccess') });
                await say(success(grant()));
                moment('at the end');
                ",
            ),
            scenario(
                "callbacks keep their receiver",
                "that `this` inside `onSuccess` and `onEvent` is the options object",
                r"
                create();
                const options = {
                    token: 'token-1',
                    baseURL: origins.hosted,
                    onSuccess() { note('onSuccess', this === options); },
                    onEvent() { note('onEvent', this === options); },
                };
                await call(options);
                await say(success(grant()));
                const failing = {
                    ...options,
                    onError() { note('onError', this === failing); },
                };
                await call(failing);
                await say(failure());
                ",
            ),
            scenario("a token on its way", "that a promise, or a function, is taken as `token`", r"
                create();
                for (const token of [Promise.resolve('token-1'), () => 'token-2', async () => 'token-3']) {
                    await launch({ token, onEvent: undefined });
                    if (!popup()) continue;
                    note('popup shows', (await shown()).url);
                    sdk.close();
                    await until('the popup to close', () => popup().closed);
                }
            ")
            .differs(12, "it is taken instead of refused"),
            scenario("a connectUrl", "that a session's `connect_url` is taken instead of a token", r"
                create();
                await launch({ token: undefined, baseURL: undefined, connectUrl: `${origins.hosted}/anywhere#session=token-1` });
                if (popup()) {
                    note('popup shows', (await shown()).url);
                    await say(success(grant()));
                }
            ")
            .differs(13, "it is taken instead of refused"),
        ],
    }
}

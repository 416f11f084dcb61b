//! The event bus.

use crate::scenario::{Group, scenario};

pub fn group() -> Group {
    Group {
        title: "Event bus",
        scenarios: vec![
            scenario(
                "the same handler twice",
                "that it counts once",
                r"
                create();
                const handler = noting('handler');
                sdk.on('close', handler);
                sdk.on('close', handler);
                sdk.close();
            ",
            ),
            scenario(
                "one handler for two events",
                "that it is called for each",
                r"
                create();
                const handler = noting('handler');
                sdk.on('close', handler);
                sdk.on('success', handler);
                await call({ token: 'token-1', baseURL: origins.hosted, onSuccess() {} });
                await say(success(grant()));
            ",
            ),
            scenario(
                "off()",
                "that the handler is gone, and that others stay",
                r"
                create();
                const handler = noting('handler');
                sdk.on('close', handler);
                sdk.on('close', noting('other'));
                sdk.off('close', handler);
                sdk.close();
            ",
            ),
            scenario(
                "off() of what is not there",
                "that nothing happens: unknown handler, unknown event, no handler",
                r"
                create();
                sdk.on('close', noting('handler'));
                attempt('unknown handler', () => sdk.off('close', () => {}));
                attempt('unknown event', () => sdk.off('nothing', () => {}));
                attempt('no handler', () => sdk.off('close'));
                sdk.close();
            ",
            ),
            scenario(
                "the unsubscribe function",
                "that it removes its handler, twice too, and again after a new `on()`",
                r"
                create();
                const handler = noting('handler');
                const unsubscribe = sdk.on('close', handler);
                unsubscribe();
                unsubscribe();
                sdk.close();
                sdk.on('close', handler);
                sdk.close();
                unsubscribe();
                sdk.close();
            ",
            ),
            scenario(
                "the unsubscribe function after destroy()",
                "that it does nothing, and does not throw",
                r"
                create();
                const unsubscribe = sdk.on('close', noting('handler'));
                sdk.destroy();
                attempt('unsubscribe', () => unsubscribe());
            ",
            ),
            scenario(
                "a handler that throws",
                "that the others run, and that the error is printed",
                r"
                create();
                sdk.on('close', noting('before'));
                sdk.on('close', () => { throw new RangeError('of the app'); });
                sdk.on('close', noting('after'));
                attempt('close()', () => sdk.close());
            ",
            ),
            scenario(
                "a handler that rejects",
                "that the rejection is the app's, and nothing is printed",
                r"
                create();
                sdk.on('close', async () => { throw new RangeError('of the app'); });
                sdk.on('close', noting('after'));
                sdk.close();
            ",
            ),
            scenario(
                "handlers run in the order of on()",
                "the order, also after one was removed and added again",
                r"
                create();
                const first = noting('first');
                sdk.on('close', first);
                sdk.on('close', noting('second'));
                sdk.close();
                sdk.off('close', first);
                sdk.on('close', first);
                sdk.close();
            ",
            ),
            scenario(
                "on() during an emission",
                "that a handler added by another one runs in the same emission",
                r"
                create();
                sdk.on('close', () => sdk.on('close', noting('added')));
                sdk.close();
            ",
            ),
            scenario(
                "on() of another event during an emission",
                "that it waits for its own event",
                r"
                create();
                sdk.on('close', () => { note('close'); sdk.on('success', noting('added')); });
                sdk.close();
            ",
            ),
            scenario(
                "off() during an emission",
                "that a handler removed before its turn does not run",
                r"
                create();
                const removed = noting('removed');
                sdk.on('close', () => sdk.off('close', removed));
                sdk.on('close', removed);
                sdk.on('close', noting('last'));
                sdk.close();
            ",
            ),
            scenario(
                "a handler that removes itself",
                "that it runs once, and the next one is not skipped",
                r"
                create();
                const unsubscribe = sdk.on('close', () => { note('once'); unsubscribe(); });
                sdk.on('close', noting('every time'));
                sdk.close();
                sdk.close();
            ",
            ),
            scenario(
                "close() inside a close handler",
                "the nested emission",
                r"
                create();
                let times = 0;
                sdk.on('close', () => { note('outer', times); if (times++ < 2) sdk.close(); });
                sdk.on('close', noting('after'));
                sdk.close();
            ",
            ),
            scenario(
                "destroy() inside a handler",
                "whether the handlers behind it still run",
                r"
                create();
                sdk.on('close', () => { note('first'); sdk.destroy(); });
                sdk.on('close', noting('second'));
                attempt('close()', () => sdk.close());
            ",
            )
            .differs(15, "none runs after `destroy()`"),
            scenario(
                "unknown events",
                "that any name is accepted, those of `Object.prototype` too",
                r"
                create();
                for (const name of ['nothing', '', 'constructor', '__proto__', 'connect_opened', 'SUCCESS']) {
                    attempt(`on(${name})`, () => typeof sdk.on(name, noting(name)));
                    attempt(`off(${name})`, () => sdk.off(name, () => {}));
                }
                sdk.close();
            ",
            ),
            scenario(
                "a handler that is no function",
                "that it is accepted, and reported when its turn comes",
                r"
                create();
                attempt('on()', () => typeof sdk.on('close', 'no function'));
                sdk.on('close', noting('after'));
                sdk.close();
            ",
            ),
            scenario(
                "what handlers are called with",
                "number of arguments and receiver",
                r"
                create();
                const strict = (name) => function () { 'use strict'; note(name, arguments.length, this === undefined); };
                sdk.on('success', strict('success'));
                sdk.on('close', strict('close'));
                await call({ token: 'token-1', baseURL: origins.hosted, onSuccess: (...all) => note('onSuccess', all.length) });
                await say(success(grant()));
            ",
            ),
            scenario(
                "handlers share the payload",
                "that bus and callback get the same list of grants",
                r"
                create();
                let seen;
                sdk.on('success', (grants) => { seen = grants; });
                await launch({ onSuccess: (grants) => note('the same', grants === seen) });
                await say(success(grant()));
            ",
            ),
            scenario(
                "connect_opened on the bus",
                "that `event` is not emitted for it: it goes to `onEvent` alone",
                r"
                create();
                listen(['event']);
                await launch();
            ",
            ),
            scenario(
                "a handler of the bus as callback",
                "that one function may be both, and is called for each",
                r"
                create();
                const handler = noting('handler');
                sdk.on('success', handler);
                await call({ token: 'token-1', baseURL: origins.hosted, onSuccess: handler });
                await say(success(grant()));
                sdk.off('success', handler);
                await call({ token: 'token-2', baseURL: origins.hosted, onSuccess: noting('onSuccess') });
                await say(success(grant()));
            ",
            ),
        ],
    }
}

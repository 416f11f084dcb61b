//! The class, its instances and their life.

use crate::scenario::{Group, scenario};

pub fn group() -> Group {
    Group {
        title: "The class and its instances",
        scenarios: vec![
            scenario(
                "the global is the class",
                "what the script leaves behind: `create()` works in the next inline script, instances are of the class",
                r"
                note('seen', await seenIn('/inline.html'));
                note('another', AlterConnect.create() === AlterConnect.create());
                ",
            ),
            scenario(
                "the constructor",
                "what `new` gives without `create()`",
                r"
                attempt('new', () => typeof new AlterConnect({}).open);
                ",
            )
            .differs(20, "an error that names `create()`"),
            scenario(
                "create() with and without a configuration",
                "that none of `create()`, `create(undefined)`, `create({})`, `create({debug: false})` throws or prints",
                r"
                for (const config of [[], [undefined], [{}], [{ debug: false }], [{ debug: undefined }], [{ more: 1 }]]) {
                    attempt('create()', () => typeof create(...config).open);
                }
                ",
            ),
            scenario(
                "the members of an instance",
                "type and return value of each method",
                r"
                create();
                for (const name of ['open', 'close', 'destroy', 'on', 'off', 'isOpen', 'getVersion']) note(name, typeof sdk[name]);
                const handler = () => {};
                const unsubscribe = sdk.on('success', handler);
                attempt('on() gives', () => typeof unsubscribe);
                attempt('off()', () => sdk.off('success', handler));
                attempt('close()', () => sdk.close());
                attempt('isOpen()', () => sdk.isOpen());
                attempt('destroy()', () => sdk.destroy());
                ",
            ),
            scenario(
                "the unsubscribe function's return value",
                "what the function from `on()` returns, called once and again",
                r"
                create();
                const unsubscribe = sdk.on('success', () => {});
                note('returned', unsubscribe());
                note('returned again', unsubscribe());
                ",
            ),
            scenario(
                "open() returns a promise",
                "that it is a `Promise`, also where it is refused, and that it gives nothing",
                r"
                create();
                const refused = sdk.open({});
                note('refused', refused instanceof Promise);
                await refused.catch(() => {});
                const launched = sdk.open({ token: 'token-1', baseURL: origins.hosted, onSuccess() {} });
                note('launched', launched instanceof Promise, await launched);
                ",
            ),
            scenario(
                "getVersion()",
                "that it is a string with something in it, after `destroy()` too",
                r"
                create();
                const isVersion = (version) => typeof version === 'string' && /^\d+\.\d+\.\d+$/.test(version);
                note('version', isVersion(sdk.getVersion()));
                sdk.destroy();
                note('after destroy()', isVersion(sdk.getVersion()));
                ",
            ),
            scenario(
                "after destroy()",
                "`open()` rejects, `close()`, `on()`, `off()` and `isOpen()` throw an `Error` with code and details; \
                 `destroy()` again does nothing",
                r"
                create();
                listen();
                attempt('destroy()', () => sdk.destroy());
                await launch();
                attempt('close()', () => sdk.close());
                attempt('on()', () => sdk.on('success', () => {}));
                attempt('off()', () => sdk.off('success', () => {}));
                attempt('isOpen()', () => sdk.isOpen());
                attempt('destroy() again', () => sdk.destroy());
                ",
            ),
            scenario(
                "after destroy(), whatever the arguments",
                "that `open()` looks at its options only if the instance lives",
                r"
                create().destroy();
                await call({});
                await call({ token: 'token-1' });
                await launch({ baseURL: 'nonsense' });
                ",
            ),
            scenario(
                "destroy() in the middle of a flow",
                "the popup is closed, nobody is told, and what the page says later is not heard",
                r"
                create();
                listen();
                await launch();
                await shown();
                sdk.destroy();
                await until('the popup to close', () => popup().closed);
                note('popup closed', popup().closed);
                ",
            ),
            scenario(
                "another instance lives on",
                "that `destroy()` of one instance leaves the handlers and flows of another alone",
                r"
                const other = AlterConnect.create();
                other.on('success', noting('bus success of the other'));
                create();
                listen();
                await launch();
                other.destroy();
                moment('while the other is destroyed');
                await say(success(grant()));
                moment('at the end');
                ",
            ),
            scenario(
                "close() while nothing is open",
                "that `close` is emitted each time",
                r"
                create();
                listen();
                sdk.close();
                sdk.close();
                moment('after close()');
                ",
            ),
            scenario(
                "close() in the middle of a flow",
                "the popup is closed, `close` is emitted, no callback runs, and bus handlers stay",
                r"
                create();
                listen();
                await launch();
                await shown();
                moment('before close()');
                sdk.close();
                moment('after close()');
                await until('the popup to close', () => popup().closed);
                note('popup closed', popup().closed);
                sdk.close();
                ",
            ),
            scenario(
                "close() just after open()",
                "that a popup that has not loaded is closed as well",
                r"
                create();
                listen();
                const launched = launch();
                sdk.close();
                moment('after close()');
                await launched;
                await until('the popup to close', () => popup().closed);
                ",
            ),
            scenario(
                "open() again after close()",
                "that the second flow works, and only its own callbacks run",
                r"
                create();
                listen();
                await launch({ onSuccess: noting('onSuccess of the first') });
                await shown();
                sdk.close();
                await until('the popup to close', () => popup().closed);
                await launch({ token: 'token-2' });
                note('popup shows', (await shown()).url);
                await say(success(grant()));
                moment('at the end');
                ",
            ),
            scenario(
                "three flows, one after the other",
                "that callbacks of a flow that has ended are not called again, and handlers of the bus are",
                r"
                create();
                listen();
                for (const message of [success(grant()), failure({ error: 'denied' }), success(grant())]) {
                    await launch();
                    await say(message);
                    moment('at the end');
                }
                ",
            ),
        ],
    }
}

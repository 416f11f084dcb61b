//! The window that is opened.

use crate::scenario::{Group, Surroundings, scenario};

pub fn group() -> Group {
    Group {
        title: "Launch",
        scenarios: vec![
            scenario(
                "the popup",
                "address, name and features of the window, its own view of address and name, and the order of \
                 `window.open`, `connect_opened` and the promise",
                r"
                create();
                listen();
                const launched = launch();
                moment('after open()');
                await launched;
                moment('after the promise');
                const { url, name } = await shown();
                note('popup shows', url, name);
                moment('when the page is shown');
                ",
            ),
            scenario(
                "a token that has to be encoded",
                "the fragment of the popup's address",
                r"
                create();
                await launch({ token: 'a b/c?d#e&f=g+h%20é😀' });
                note('popup shows', (await shown()).url);
                ",
            ),
            scenario(
                "a token that cannot be encoded",
                "what `open()` does with half a surrogate pair, and whether the next one works",
                r"
                create();
                await launch({ token: 'half \ud83d' });
                moment('after it');
                ",
            )
            .differs(13, "it is refused with `invalid_url`, and the flow does not hang"),
            scenario(
                "centred on the opener",
                "`left` and `top` for openers in several places, half pixels and negative places included",
                r"
                const places = [[0, 0, 500, 700], [10, 20, 1001, 901], [-1500, 40, 1280, 640], [0.5, 0, 333, 333]];
                for (const [screenX, screenY, outerWidth, outerHeight] of places) {
                    stand({ screenX, screenY, outerWidth, outerHeight });
                    create();
                    await launch({ onEvent: undefined });
                    sdk.close();
                    await until('the popup to close', () => popup().closed);
                }
                ",
            ),
            scenario(
                "connect_opened",
                "its metadata: a timestamp in ISO-8601",
                r"
                create();
                const isNow = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text);
                await launch({ onEvent: (name, metadata) => note('onEvent', name, Object.keys(metadata), isNow(metadata.timestamp)) });
                ",
            ),
            scenario(
                "an onEvent that throws",
                "what it can spoil",
                r"
                create();
                listen();
                await launch({ onEvent() { throw new RangeError('of the app'); } });
                moment('after it');
                await say(success(grant()));
                moment('at the end');
                ",
            )
            .differs(5, "it is printed like the error of any callback, and `open()` resolves"),
            scenario(
                "a baseURL with a path",
                "the address under a path",
                r"
                create();
                await launch({ baseURL: `${origins.hosted}/v1/api` });
                note('popup shows', (await shown()).url);
                await say(success(grant()));
                ",
            ),
            scenario(
                "a baseURL in another spelling",
                "that the address's scheme and host may be in capitals",
                r"
                create();
                await launch({ baseURL: origins.hosted.replace('http', 'HTTP') });
                note('popup shows', (await shown()).url);
                await say(success(grant()));
                ",
            ),
            scenario(
                "a baseURL with a trailing slash",
                "the address",
                r"
                for (const end of ['/', '///', '/v1/']) {
                    create();
                    await launch({ baseURL: origins.hosted + end });
                    note('popup shows', (await shown()).url);
                    sdk.destroy();
                    await until('the popup to close', () => popup().closed);
                }
            ",
            )
            .differs(6, "the slashes are dropped"),
            scenario(
                "a baseURL with a query or a fragment",
                "the address",
                r"
                for (const end of ['?x=1', '#y']) {
                    create();
                    await launch({ baseURL: origins.hosted + end });
                    note('popup shows', (await shown()).url);
                    sdk.destroy();
                    await until('the popup to close', () => popup().closed);
                }
            ",
            )
            .differs(6, "they are dropped"),
            scenario(
                "a blocked popup",
                "what the app is told when `window.open` gives null",
                r"
                create();
                listen();
                pretendToOpen(null);
                await launch({ onEvent: undefined });
                moment('at the end');
            ",
            ),
            scenario(
                "a blocked popup without onError",
                "that the bus hears of it, and the flow is over",
                r"
                create();
                listen();
                pretendToOpen(null);
                await call({ token: 'token-1', baseURL: origins.hosted, onSuccess: noting('onSuccess') });
                moment('at the end');
            ",
            ),
            scenario(
                "connect_opened for a blocked popup",
                "whether it is reported",
                r"
                create();
                pretendToOpen(null);
                await launch();
            ",
            )
            .differs(9, "it is not"),
            scenario(
                "the browser's own popup blocker",
                "what the app is told when no click leads to `open()`",
                r"
                create();
                listen();
                // A user's click counts for some seconds; this window uses it up.
                openWindow('about:blank', 'another')?.close();
                await until('the click to be forgotten', () => !navigator.userActivation?.isActive);
                await launch({ onEvent: undefined });
                moment('at the end');
            ",
            )
            .on(Surroundings::PopupBlocker),
            scenario(
                "after a blocked popup",
                "that the next `open()` works",
                r"
                create();
                listen();
                const open = window.open;
                pretendToOpen(null);
                await launch({ onEvent: undefined });
                window.open = open;
                await launch();
                await say(success(grant()));
                moment('at the end');
            ",
            ),
            scenario(
                "the storage while a popup is open",
                "what `sessionStorage` has",
                r"
                create();
                await launch();
                await shown();
                note('state of a redirect', stored('alter_oauth_state'));
                note('number of entries', sessionStorage.length);
            ",
            ),
            scenario(
                "the storage after a flow",
                "that nothing is left in `sessionStorage`",
                r"
                create();
                for (const end of [() => say(success(grant())), () => say(failure()), async () => sdk.close()]) {
                    await launch();
                    await shown();
                    await end();
                    note('number of entries', sessionStorage.length);
                    await until('the popup to close', () => popup().closed);
                }
            ",
            ),
            scenario(
                "the page while a popup is open",
                "that the page's address and history stay as they are",
                r"
                create();
                const before = history.length;
                await launch();
                await say(success(grant()));
                note('address', location.href);
                note('new entries in the history', history.length - before);
            ",
            ),
            scenario(
                "two instances at once",
                "that their flows share the window by its name, and which of them hears its page",
                r"
                const other = AlterConnect.create();
                create();
                listen();
                await launch();
                await shown();
                await other.open({ token: 'token-1', baseURL: origins.hosted, onSuccess: noting('onSuccess of the other') });
                note('one window', popups[0] === popups[1]);
                // One of the packages loads the page anew.
                const loads = fromHosted.length;
                for (let turn = 0; turn < 100 && fromHosted.length === loads; turn++) await pause(20);
                await say(success(grant()));
                moment('at the end');
                note('the other', other.isOpen());
            ",
            )
            .differs(17, "only the last one that opened it"),
            scenario(
                "what is opened first",
                "the address that `window.open` gets",
                r"
                const opened = [];
                const open = window.open;
                window.open = (url, ...rest) => {
                    opened.push(url);
                    return open(url, ...rest);
                };
                create();
                await launch();
                note('first', opened[0]);
                note('popup shows', (await shown()).url);
            ",
            )
            .differs(21, "a blank page"),
            scenario(
                "open() when the popup is closed and nobody has noticed",
                "what the second call does",
                r"
                create();
                listen();
                await launch();
                await shown();
                // The focus that it gives back to this page takes a moment.
                popup().close();
                document.hasFocus = () => true;
                await launch({ token: 'token-2' });
                note('windows', popups.length);
                moment('at the end');
            ",
            )
            .differs(19, "the old flow exits, and the new one opens its popup"),
        ],
    }
}

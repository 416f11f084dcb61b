//! How flows end.

use crate::scenario::{Group, scenario};

pub fn group() -> Group {
    Group {
        title: "Endings",
        scenarios: vec![
            scenario("success", "the order of handlers added before `open()`, `onSuccess` and `close`; that the popup is closed by then", r"
                create();
                sdk.on('success', () => note('popup closed', popup().closed));
                listen();
                await launch();
                await say(success(grant()));
                moment('at the end');
            "),
            scenario("error", "the order, and that the popup is closed by then", r"
                create();
                sdk.on('error', () => note('popup closed', popup().closed));
                listen();
                await launch();
                await say(failure());
                moment('at the end');
            "),
            scenario("exit", "the order when the user closes the popup", r"
                create();
                listen();
                await launch();
                await shown();
                popup().close();
                await heard('bus close');
                moment('at the end');
            "),
            scenario("exit at once", "that a popup closed before its page is there ends the flow as well", r"
                create();
                listen();
                await launch();
                popup().close();
                await heard('bus close');
                moment('at the end');
            "),
            scenario("the page closes its window", "that it is an exit", r"
                create();
                listen();
                await launch();
                await shown();
                popup().postMessage({ close: true }, '*');
                await heard('bus close');
                moment('at the end');
            "),
            scenario("the page closes its window with its last word", "that the result of a popup that is gone by then arrives", r"
                create();
                listen();
                await launch();
                await shown();
                popup().postMessage({ post: [success(grant())], close: true }, '*');
                await heard('bus close');
                moment('at the end');
            "),
            scenario("exit, then another flow", "that the next `open()` works", r"
                create();
                listen();
                await launch();
                popup().close();
                await heard('bus close');
                await launch();
                await say(success(grant()));
                moment('at the end');
            "),
            scenario("handlers added while the flow is open", "their place in the order", r"
                create();
                listen(['success', 'close']);
                await launch();
                sdk.on('success', noting('bus success, added later'));
                sdk.on('close', noting('bus close, added later'));
                await say(success(grant()));
            "),
            scenario("an error without onError", "that the bus hears of it and the flow is over", r"
                create();
                listen();
                await call({ token: 'token-1', baseURL: origins.hosted, onSuccess: noting('onSuccess') });
                await say(failure());
                moment('at the end');
            "),
            scenario("an exit without onExit", "whether the flow is over", r"
                create();
                listen();
                await call({ token: 'token-1', baseURL: origins.hosted, onSuccess: noting('onSuccess') });
                popup().close();
                await heard('bus exit');
                moment('at the end');
                await launch({ token: 'token-2' });
            ")
            .differs(4, "it is, `close` is emitted, and the next `open()` works"),
            scenario("isOpen() inside the callbacks of a success", "what it answers in the handler, the callback and at `close`", r"
                create();
                for (const event of ['success', 'close']) sdk.on(event, () => moment(`in bus ${event}`));
                await launch({ onSuccess: () => moment('in onSuccess') });
                await say(success(grant()));
            ")
            .differs(5, "false: the flow has ended"),
            scenario("isOpen() inside the callbacks of an error", "what it answers in the handler, the callback and at `close`", r"
                create();
                for (const event of ['error', 'close']) sdk.on(event, () => moment(`in bus ${event}`));
                await launch({ onError: () => moment('in onError') });
                await say(failure());
            ")
            .differs(5, "false: the flow has ended"),
            scenario("isOpen() inside the callbacks of an exit", "what it answers in the handler, the callback and at `close`", r"
                create();
                for (const event of ['exit', 'close']) sdk.on(event, () => { note(event); moment(`in bus ${event}`); });
                await launch({ onExit: () => moment('in onExit') });
                popup().close();
                await heard('close');
            ")
            .differs(5, "false: the flow has ended"),
            scenario("an onSuccess that throws", "what follows", r"
                create();
                listen();
                await launch({ onSuccess() { throw new RangeError('of the app'); } });
                await say(success(grant()));
                moment('at the end');
            ")
            .differs(5, "the flow is over, and `close` is emitted"),
            scenario("an onError that throws", "what follows", r"
                create();
                listen();
                await launch({ onError() { throw new RangeError('of the app'); } });
                await say(failure());
                moment('at the end');
            ")
            .differs(5, "the flow is over, and `close` is emitted"),
            scenario("an onExit that throws", "what follows", r"
                create();
                listen();
                await launch({ onExit() { note('onExit'); throw new RangeError('of the app'); } });
                popup().close();
                await heard('onExit');
                moment('at the end');
            ")
            .differs(5, "the flow is over, and `close` is emitted"),
            scenario("an onSuccess that rejects", "that the rejection is the app's, and the flow is over", r"
                create();
                listen();
                await launch({ async onSuccess() { throw new RangeError('of the app'); } });
                await say(success(grant()));
                await heard('unhandled rejection');
                moment('at the end');
            "),
            scenario("a handler of the bus that throws", "that the callback runs, and the flow is over", r"
                create();
                sdk.on('success', () => { throw new RangeError('of the app'); });
                listen();
                await launch();
                await say(success(grant()));
                moment('at the end');
            "),
            scenario("open() inside onSuccess", "whether the next flow starts", r"
                create();
                listen(['close']);
                await launch({ onSuccess: () => launch({ token: 'token-2', onSuccess: noting('onSuccess of the second') }) });
                await say(success(grant()));
                moment('at the end');
            ")
            .differs(11, "it does"),
            scenario("open() inside onError", "whether the next flow starts", r"
                create();
                listen(['close']);
                await launch({ onError: () => launch({ token: 'token-2', onError: noting('onError of the second') }) });
                await say(failure());
                moment('at the end');
            ")
            .differs(11, "it does"),
            scenario("open() inside onExit", "whether the next flow starts", r"
                create();
                listen(['close']);
                await launch({ onExit: () => { note('onExit'); launch({ token: 'token-2', onExit: noting('onExit of the second') }); } });
                popup().close();
                await heard('onExit');
                moment('at the end');
            ")
            .differs(11, "it does"),
            scenario("open() inside a close handler", "whether the next flow starts, and starts afresh", r"
                create();
                let again = true;
                sdk.on('close', () => {
                    note('close');
                    if (again) { again = false; launch({ token: 'token-2', onSuccess: noting('onSuccess of the second') }); }
                });
                await launch();
                await say(success(grant()));
                moment('at the end');
            ")
            .differs(11, "it does; there it is told the first one's grants, and ends"),
            scenario("close() inside onSuccess", "how often `close` is emitted", r"
                create();
                listen();
                await launch({ onSuccess: () => sdk.close() });
                await say(success(grant()));
                moment('at the end');
            ")
            .differs(16, "`close` is emitted once"),
            scenario("close() inside a handler of success", "whether `onSuccess` still runs", r"
                create();
                sdk.on('success', () => { note('bus success'); sdk.close(); });
                listen(['close']);
                await launch();
                await say(success(grant()));
                moment('at the end');
            "),
            scenario("destroy() inside onSuccess", "what follows", r"
                create();
                listen();
                await launch({ onSuccess: () => { note('onSuccess'); sdk.destroy(); } });
                await say(success(grant()));
            ")
            .differs(5, "nothing; there the flow, not yet settled, complains in the console"),
            scenario("options changed after open()", "whether a callback that was put in later is called", r"
                create();
                const options = { token: 'token-1', baseURL: origins.hosted, ...callbacks() };
                await call(options);
                options.onSuccess = noting('onSuccess, put in later');
                await say(success(grant()));
            "),
            scenario("callbacks that come and go after open()", "whether one that was not there is called, and one that is gone is missed", r"
                create();
                listen();
                const options = { token: 'token-1', baseURL: origins.hosted, onSuccess: noting('onSuccess') };
                await call(options);
                options.onError = noting('onError, put in later');
                await say(failure());
                options.onEvent = noting('onEvent');
                await call(options);
                delete options.onError;
                await say(failure());
                moment('at the end');
            "),
            scenario("Cross-Origin-Opener-Policy", "what the app hears while the user is on such a page, and when the result comes", r"
                create();
                listen();
                await launch();
                await shown();
                const result = { alter_connect_success: true, ...grant(), account_identifier: 'ada@example.com' };
                const order = `return-when-released ${origins.app}/bare.html?${new URLSearchParams(result)}`;
                popup().postMessage({ go: `${origins.hosted}/coop#session=${encodeURIComponent(order)}` }, '*');
                await until('the popup to look closed', () => popup().closed);
                // The time in which a wrong exit would come.
                await pause(2000);
                moment('while the user is there');
                await fetch('/release', { method: 'POST' });
                await heard('bus close');
                moment('at the end');
            ")
            .differs(8, "no `exit`, and the result arrives"),
        ],
    }
}

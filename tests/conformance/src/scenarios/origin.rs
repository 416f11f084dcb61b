//! Whose messages count.

use crate::scenario::{Group, scenario};

pub fn group() -> Group {
    Group {
        title: "Origin and source of messages",
        scenarios: vec![
            scenario(
                "the popup on another origin",
                "that what it posts from there is ignored, and counts again when it is back",
                r"
                create();
                listen();
                await launch();
                await shown();
                const pages = fromHosted.length;
                popup().postMessage({ go: `${origins.stranger}/elsewhere` }, '*');
                await until('the other page', () => fromHosted.length > pages);
                await say(success(grant({ grant_id: 'forged' })));
                moment('after it');
                popup().postMessage({ go: `${origins.hosted}/back` }, '*');
                await until('the hosted page', () => fromHosted.at(-1).url?.includes('/back'));
                await say(success(grant()));
            ",
            ),
            scenario(
                "the app's own messages",
                "that they are ignored",
                r"
                create();
                listen();
                await launch();
                await shown();
                postMessage(success(grant({ grant_id: 'forged' })), '*');
                await pause();
                await say();
                moment('after it');
            ",
            ),
            scenario(
                "a frame of another origin",
                "that it is ignored",
                r"
                create();
                listen();
                await launch();
                await shown();
                const stranger = frame(`${origins.stranger}/page`);
                await shown(stranger);
                await sayThrough(stranger, success(grant({ grant_id: 'forged' })));
                moment('after it');
            ",
            ),
            scenario(
                "a frame of the hosted origin",
                "whether it can forge a result",
                r"
                create();
                listen();
                await launch();
                await shown();
                const forger = frame(`${origins.hosted}/page`);
                await shown(forger);
                await sayThrough(forger, success(grant({ grant_id: 'forged' })));
                moment('after it');
            ",
            )
            .differs(2, "it is ignored"),
            scenario(
                "another window of the hosted origin",
                "whether it can forge a result",
                r"
                create();
                listen();
                await launch();
                await shown();
                const forger = openWindow(`${origins.hosted}/page`, 'another', 'width=300,height=300');
                await shown(forger);
                await sayThrough(forger, success(grant({ grant_id: 'forged' })));
                moment('after it');
            ",
            )
            .differs(2, "it is ignored"),
            scenario(
                "messages before a flow",
                "that nothing is heard while nothing is open",
                r"
                create();
                listen();
                const page = frame(`${origins.hosted}/page`);
                await shown(page);
                await sayThrough(page, success(grant()), failure());
                moment('after it');
            ",
            ),
            scenario(
                "messages after a flow",
                "that nothing is heard once it ended",
                r"
                create();
                listen();
                const page = frame(`${origins.hosted}/page`);
                await shown(page);
                await launch();
                await shown();
                sdk.close();
                await sayThrough(page, success(grant()), failure());
                moment('after it');
            ",
            ),
            scenario(
                "the origin follows baseURL",
                "that a second flow believes its own origin, not the first one's",
                r"
                create();
                listen();
                await launch();
                await shown();
                sdk.close();
                await until('the popup to close', () => popup().closed);
                await launch({ baseURL: origins.stranger });
                await say(success(grant()));
            ",
            ),
            scenario(
                "a message without a source",
                "whether it is taken while the popup is open",
                r"
                create();
                listen();
                await launch();
                await shown();
                dispatchEvent(new MessageEvent('message', { data: success(grant()), origin: origins.hosted }));
                await pause();
                moment('after it');
                ",
            )
            .differs(22, "it is not"),
        ],
    }
}

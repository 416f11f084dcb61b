//! Popup or redirect.

use crate::scenario::{Group, Surroundings, scenario};

/// Without storage a redirect ends in `redirect_error`, which shows the choice without leaving the page.
const CHOICE: &str = "how `open()` shows the page: popup or redirect";

pub fn group() -> Group {
    Group {
        title: "Device",
        scenarios: vec![
            scenario(
                "every mobile user agent",
                CHOICE,
                r"
                brokenStorage();
                pretendToOpen();
                const mobile = ['Android', 'webOS', 'iPhone', 'iPad', 'iPod', 'BlackBerry', 'IEMobile', 'Opera Mini', 'aNDROID', 'OPERA MINI'];
                const agents = [...mobile, 'Macintosh', 'Windows NT', 'opera', ''];
                for (const userAgent of agents) {
                    device({ userAgent: `Mozilla/5.0 (${userAgent})`, width: 400, height: 800 });
                    note('device', userAgent);
                    create();
                    await launch({ onEvent: undefined, onError: ({ code }) => note(code) });
                    sdk.destroy();
                }
            ",
            ),
            scenario(
                "every size at a limit",
                CHOICE,
                r"
                brokenStorage();
                pretendToOpen();
                for (const mobile of [true, false]) for (const touch of [true, false]) {
                    for (const width of [320, 480, 480.5, 481, 768, 769, 1024, 1025]) for (const height of [300, width, 1200]) {
                        if (touch === false) delete window.ontouchstart;
                        device({ userAgent: mobile ? 'iPad' : 'Macintosh', touch, width, height });
                        note('device', mobile, touch, width, height);
                        create();
                        await launch({ onEvent: undefined, onError: ({ code }) => note(code) });
                        sdk.destroy();
                    }
                }
            ",
            ),
            scenario(
                "touch without a mobile user agent",
                CHOICE,
                r"
                brokenStorage();
                pretendToOpen();
                for (const width of [400, 480, 600, 768, 769, 900]) {
                    device({ userAgent: 'Macintosh', touch: true, width, height: 1000 });
                    note('device', width);
                    create();
                    await launch({ onEvent: undefined, onError: ({ code }) => note(code) });
                    sdk.destroy();
                }
            ",
            ),
            scenario(
                "touch known by ontouchstart alone",
                CHOICE,
                r"
                brokenStorage();
                pretendToOpen();
                device({ userAgent: 'Macintosh', touch: true, width: 400, height: 800 });
                Object.defineProperty(navigator, 'maxTouchPoints', { value: 0, configurable: true });
                create();
                await launch({ onEvent: undefined, onError: ({ code }) => note(code) });
                ",
            ),
            scenario(
                "a phone emulated by the browser",
                "that the page itself goes to the Connect page, and what it keeps",
                r"
                create();
                listen();
                launch({ token: `return ${origins.app}/app/` });
                await leaving();
            ",
            )
            .back(
                r"
                note('state', stored('alter_oauth_state'));
                note('address', location.href);
            ",
            )
            .on(Surroundings::Phone),
        ],
    }
}

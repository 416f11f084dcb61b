//! Whole flows against the emulator, with its own Connect page.

use crate::scenario::{Group, Scenario, scenario};

const OBSERVES: &str = "everything that the app hears";

pub fn group() -> Group {
    Group {
        title: "Whole flows against the emulator",
        scenarios: vec![
            flow("one grant", "['google'], { outcome: 'approve' }"),
            flow("three grants", "['google', 'github', 'slack'], { outcome: 'approve' }"),
            flow("the user declines", "['google'], { outcome: 'deny' }"),
            flow("the provider fails", "['google'], { outcome: 'fail' }"),
            flow("the session runs out", "['google'], { outcome: 'expire' }"),
            scenario(
                "a success with broken grants",
                OBSERVES,
                r"
                create();
                listen();
                let said = false;
                addEventListener('message', ({ data }) => { said ||= data?.type === 'alter_connect_success'; });
                await launch(await session(['google'], { outcome: 'malformed' }));
                await until('the message', () => said);
                await pause();
                moment('at the end');
            ",
            )
            .differs(3, "the error `invalid_response`; there the flow never ends"),
        ],
    }
}

fn flow(name: &'static str, session: &'static str) -> Scenario {
    let body = r"
        create();
        listen();
        await launch(await session(SESSION));
        await heard('bus close');
        moment('at the end');
    ";
    scenario(name, OBSERVES, body.replace("SESSION", session))
}

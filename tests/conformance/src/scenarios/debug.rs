//! The console.

use crate::scenario::{Group, scenario};

pub fn group() -> Group {
    Group {
        title: "Console",
        scenarios: vec![
            scenario("without debug", "that a whole flow prints nothing", r"
                create();
                await launch();
                await say(success(grant()));
                await launch();
                await say(failure());
                sdk.close();
                sdk.destroy();
                note('printed', printed.length);
            "),
            scenario("with debug", "that `create()` and a whole flow print, at which levels, under which name", r"
                create({ debug: true });
                note('create() prints', printed.length > 0);
                const before = printed.length;
                await launch();
                note('open() prints', printed.length > before);
                await say(success(grant()));
                forgetConsole();
                note('levels', [...new Set(printed.map(({ level }) => level))]);
                note('named', printed.some(({ parts }) => String(parts[0]).includes('Alter Connect')));
            "),
            scenario("the token with debug", "whether the session token is printed", r"
                create({ debug: true });
                await launch({ token: 'very-secret' });
                await say(success(grant()));
                forgetConsole();
                note('printed', printed.some(({ parts }) => parts.some((part) => String(part).includes('very-secret'))));
            ")
            .differs(10, "it is not"),
            scenario("debug that is not true", "what counts as true", r"
                for (const debug of [undefined, null, 0, '', false]) create({ debug });
                note('printed', printed.length);
            "),
        ],
    }
}

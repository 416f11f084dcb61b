//! What the hosted page says, and what of it arrives.

use crate::scenario::{Group, scenario};

pub fn group() -> Group {
    Group {
        title: "Messages of the hosted page",
        scenarios: vec![
            scenario(
                "a whole grant",
                "that each field arrives as it was sent, and no other",
                r"
                create();
                listen();
                await launch();
                await say(success({
                    grant_id: 'grant-1', provider: 'google', provider_name: 'Google', account_identifier: 'ada@example.com',
                    timestamp: '2024-05-06T07:08:09.000Z', operation: 'reauth', scopes: ['a', 'b'], status: 'pending',
                    metadata: { account_email: 'ada@example.com', deep: { list: [1, null] } }, more: 'dropped',
                }));
            ",
            ),
            scenario(
                "a grant with the least",
                "the defaults",
                r"
                create();
                listen();
                await launch();
                await say(success({ grant_id: 'grant-1', provider: 'google' }));
            ",
            ),
            scenario(
                "fields that are empty or null",
                "the defaults once more",
                r"
                create();
                await launch();
                const fields = ['provider_name', 'account_identifier', 'timestamp', 'operation', 'scopes', 'status', 'metadata'];
                const all = (value) => grant(Object.fromEntries(fields.map((name) => [name, value])));
                await say(success(all(''), all(null), all(undefined), all(0), all(false), all(NaN)));
            ",
            )
            .differs(18, "`metadata` that is no record is absent"),
            scenario(
                "operations and statuses",
                "how known, unknown and odd values are mapped",
                r"
                create();
                await launch();
                const known = ['reauth', 'creation', 'pending', 'error', 'active'];
                const values = [...known, 'Reauth', 'revoked', 1, {}, ['error'], new String('error')];
                await say(success(...values.map((value) => grant({ operation: value, status: value }))));
            ",
            ),
            scenario(
                "scopes",
                "what of a list is passed on, and that everything else is replaced by an empty one",
                r"
                create();
                await launch();
                const values = [[], ['a'], [1, null, {}], 'a,b', 'a', 7, {}, { length: 1, 0: 'a' }, new Uint8Array(2), new Set(['a'])];
                await say(success(...values.map((scopes) => grant({ scopes }))));
            ",
            )
            .differs(18, "of a list of scopes, the strings are given"),
            scenario(
                "metadata",
                "what of it is passed on",
                r"
                create();
                const shown = (value) => [Object.prototype.toString.call(value), value];
                await launch({ onSuccess: (grants) => grants.forEach(({ metadata }) => note('metadata', ...shown(metadata))) });
                const values = [{}, { a: 1 }, [], 'text', 7, true, 7n, new Date(0), new Map([[1, 2]]), new Uint8Array([1]), null];
                await say(success(...values.map((metadata) => grant({ metadata })), grant()));
            ",
            )
            .differs(18, "what is no record is absent"),
            scenario(
                "values of other types",
                "an id or a name that is no string",
                r"
                create();
                await launch();
                await say(success(
                    { grant_id: 7, provider: true },
                    { grant_id: ['a'], provider: {} },
                    grant({ provider_name: 7, account_identifier: { a: 1 }, timestamp: 86400000 }),
                ));
            ",
            )
            .differs(18, "an item whose id is no string is skipped; there it is passed on"),
            scenario(
                "several grants",
                "that all arrive, in their order",
                r"
                create();
                listen();
                await launch();
                await say(success(...['a', 'b', 'c', 'd'].map((grant_id) => grant({ grant_id }))));
            ",
            ),
            scenario(
                "items without id or provider",
                "that they are skipped, and the others arrive",
                r"
                create();
                listen();
                await launch();
                await say(success(
                    {}, { grant_id: 'a' }, { provider: 'google' }, { grant_id: '', provider: 'google' }, { grant_id: 'a', provider: '' },
                    { grant_id: null, provider: 'google' }, 7, 'text', true, [], grant(), { grant_id: 0, provider: 'google' },
                ));
            ",
            ),
            scenario(
                "a null among the grants",
                "whether the grant beside it arrives",
                r"
                create();
                listen();
                await launch();
                await say(success(null, grant()));
                moment('after it');
            ",
            )
            .differs(3, "it arrives; there it is lost, and the flow stays open"),
            scenario(
                "holes and undefined among the grants",
                "whether the grant beside it arrives",
                r"
                create();
                listen();
                await launch();
                await say({ type: 'alter_connect_success', grants: [, grant(), undefined] });
                moment('after it');
            ",
            )
            .differs(3, "it arrives; there it is lost, and the flow stays open"),
            scenario(
                "no usable grant",
                "the error for an empty list, and for one with nothing usable in it",
                r"
                create();
                listen();
                for (const grants of [[], [{}], [{ grant_id: 'a' }, 7]]) {
                    await launch();
                    await say({ type: 'alter_connect_success', grants });
                    moment('at the end');
                }
            ",
            ),
            scenario(
                "grants that are no list",
                "the error",
                r"
                create();
                listen(['error', 'close']);
                const { grant_id, provider } = grant();
                for (const grants of [Object.assign([], { constructor: 1, filter: 1 }), undefined, null, 'text', 7, {}, { 0: grant(), length: 1 }, new Set([grant()]), grant()]) {
                    await launch({ onEvent: undefined });
                    await say({ type: 'alter_connect_success', grants });
                }
                await launch({ onEvent: undefined });
                await say({ type: 'alter_connect_success', grant_id, provider });
            ",
            ),
            scenario(
                "an error",
                "code, message and details",
                r"
                create();
                listen();
                await launch();
                await say(failure({ error: 'connect_denied', error_description: 'The user said no.', more: { a: [1] } }));
                moment('at the end');
            ",
            ),
            scenario(
                "an error with the least",
                "the default code and message",
                r"
                create();
                listen();
                await launch();
                await say(failure());
            ",
            ),
            scenario(
                "odd errors",
                "code and message for empty values and for values that are no strings",
                r"
                create();
                for (const value of ['', null, undefined, 0, false, 7, true, {}, ['a'], { a: 1 }]) {
                    await launch({ onEvent: undefined });
                    await say(failure({ error: value, error_description: value }));
                }
            ",
            )
            .differs(18, "a code and a message are strings"),
            scenario(
                "details of an error",
                "that they are the message itself",
                r"
                create();
                let message;
                addEventListener('message', ({ data }) => { if (data.type) message = data; });
                await launch({ onError: (error) => note('the same', error.details === message) });
                await say(failure({ error: 'connect_denied' }));
            ",
            ),
            scenario(
                "anything else",
                "that it is ignored: other types, values that are no object, no type at all",
                r"
                create();
                listen();
                await launch();
                await say(
                    undefined, null, '', 'alter_connect_success', 0, 7, true, 7n, [], {},
                    [success(grant())],
                    JSON.stringify(success(grant())),
                    ...['alter_connect', 'ALTER_CONNECT_SUCCESS', ' alter_connect_success', null].map((type) => ({ type, grants: [grant()] })),
                    { type: ['alter_connect_success'], grants: [grant()] },
                    { type: new String('alter_connect_success'), grants: [grant()] },
                    { grants: [grant()] },
                    { Type: 'alter_connect_success', grants: [grant()] },
                    new Map([['type', 'alter_connect_success']]),
                    new Date(0), new Uint8Array(3), new Error('alter_connect_error'),
                );
                moment('after it');
                await say(success(grant()));
            ",
            ),
            scenario(
                "odd shapes of a message",
                "that a list with the right properties is a message too",
                r"
                create();
                await launch();
                await say(Object.assign([], success(grant())));
            ",
            ),
            scenario(
                "the first message counts",
                "that what the page says after its result is not heard",
                r"
                create();
                listen();
                await launch();
                await say(success(grant({ grant_id: 'first' })), success(grant({ grant_id: 'second' })), failure());
                moment('at the end');
            ",
            ),
            scenario(
                "an error and then a success",
                "that the error stands",
                r"
                create();
                listen();
                await launch();
                await say(failure({ error: 'connect_denied' }), success(grant()));
            ",
            ),
            scenario(
                "a thousand grants",
                "that all arrive",
                r"
                create();
                await launch({ onSuccess: (grants) => note('onSuccess', grants.length, grants[999]) });
                await say(success(...Array.from({ length: 1000 }, (_, index) => grant({ grant_id: `grant-${index}` }))));
            ",
            ),
        ],
    }
}

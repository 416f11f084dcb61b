// What the hosted page says, and what of it arrives.
import { openFlow, create, failure, grant, launch, listen, moment, note, say, success, theme } from "../harness.js";

export default theme("Messages of the hosted page", {
  "a whole grant": {
    observes: "that each field arrives as it was sent",
    async play() {
      await openFlow();
      await say(
        success({
          grant_id: "grant-1",
          provider: "google",
          provider_name: "Google",
          account_identifier: "ada@example.com",
          timestamp: "2024-05-06T07:08:09.000Z",
          operation: "reauth",
          scopes: ["a", "b"],
          status: "pending",
          metadata: { account_email: "ada@example.com", deep: { list: [1, null] } },
        }),
      );
    },
  },

  "a field that nobody knows": {
    observes: "what becomes of it",
    differs: [35, "it is in the grant's `extra`; there it is dropped"],
    async play() {
      await openFlow();
      await say(success(grant({ updated: true, extra: "a name of ours" })));
    },
  },

  "a success without a list": {
    observes: "whether the message may be the one grant itself",
    differs: [35, "it may; there it is `invalid_response`"],
    async play() {
      await openFlow();
      await say({ ...grant({ secret_slug: "stripe" }), type: "alter_connect_success" });
    },
  },

  "a grant with the least": {
    observes: "the defaults",
    async play() {
      await openFlow();
      await say(success({ grant_id: "grant-1", provider: "google" }));
    },
  },

  "fields that are empty or null": {
    observes: "the defaults once more",
    differs: [18, "`metadata` that is no record is absent"],
    async play() {
      create();
      await launch();
      const fields = ["provider_name", "account_identifier", "timestamp", "operation", "scopes", "status", "metadata"];
      const all = (value) => grant(Object.fromEntries(fields.map((name) => [name, value])));
      await say(success(all(""), all(null), all(undefined), all(0), all(false), all(NaN)));
    },
  },

  "operations and statuses": {
    observes: "how known, unknown and odd values are mapped",
    async play() {
      create();
      await launch();
      const known = ["reauth", "creation", "pending", "error", "active"];
      const values = [...known, "Reauth", "revoked", 1, {}, ["error"], new String("error")];
      await say(success(...values.map((value) => grant({ operation: value, status: value }))));
    },
  },

  "scopes": {
    observes: "what of a list is passed on, and that everything else is replaced by an empty one",
    differs: [18, "of a list of scopes, the strings are given"],
    async play() {
      create();
      await launch();
      const values = [
        [],
        ["a"],
        [1, null, {}],
        "a,b",
        "a",
        7,
        {},
        { length: 1, 0: "a" },
        new Uint8Array(2),
        new Set(["a"]),
      ];
      await say(success(...values.map((scopes) => grant({ scopes }))));
    },
  },

  "metadata": {
    observes: "what of it is passed on",
    differs: [18, "what is no record is absent"],
    async play() {
      create();
      const shown = (value) => [Object.prototype.toString.call(value), value];
      await launch({ onSuccess: (grants) => grants.forEach(({ metadata }) => note("metadata", ...shown(metadata))) });
      const values = [{}, { a: 1 }, [], "text", 7, true, 7n, new Date(0), new Map([[1, 2]]), new Uint8Array([1]), null];
      await say(success(...values.map((metadata) => grant({ metadata })), grant()));
    },
  },

  "values of other types": {
    observes: "an id or a name that is no string",
    differs: [18, "an item whose id is no string is skipped; there it is passed on"],
    async play() {
      create();
      await launch();
      await say(
        success(
          { grant_id: 7, provider: true },
          { grant_id: ["a"], provider: {} },
          grant({ provider_name: 7, account_identifier: { a: 1 }, timestamp: 86400000 }),
        ),
      );
    },
  },

  "several grants": {
    observes: "that all arrive, in their order",
    async play() {
      await openFlow();
      await say(success(...["a", "b", "c", "d"].map((grant_id) => grant({ grant_id }))));
    },
  },

  "items without id or provider": {
    observes: "that they are skipped, and the others arrive",
    async play() {
      await openFlow();
      await say(
        success(
          {},
          { grant_id: "a" },
          { provider: "google" },
          { grant_id: "", provider: "google" },
          { grant_id: "a", provider: "" },
          { grant_id: null, provider: "google" },
          7,
          "text",
          true,
          [],
          grant(),
          { grant_id: 0, provider: "google" },
        ),
      );
    },
  },

  "a null among the grants": {
    observes: "whether the grant beside it arrives",
    differs: [3, "it arrives; there it is lost, and the flow stays open"],
    async play() {
      await openFlow();
      await say(success(null, grant()));
      moment("after it");
    },
  },

  "holes and undefined among the grants": {
    observes: "whether the grant beside it arrives",
    differs: [3, "it arrives; there it is lost, and the flow stays open"],
    async play() {
      await openFlow();
      await say({ type: "alter_connect_success", grants: Object.assign([], { 1: grant(), 2: undefined }) });
      moment("after it");
    },
  },

  "no usable grant": {
    observes: "the error for an empty list, and for one with nothing usable in it",
    differs: [35, "`details` is the message"],
    async play() {
      create();
      listen();
      for (const grants of [[], [{}], [{ grant_id: "a" }, 7]]) {
        await launch();
        await say({ type: "alter_connect_success", grants });
        moment("at the end");
      }
    },
  },

  "grants that are no list": {
    observes: "the error",
    differs: [35, "`details` is the message"],
    async play() {
      create();
      listen(["error", "close"]);
      for (const grants of [
        Object.assign([], { constructor: 1, filter: 1 }),
        undefined,
        null,
        "text",
        7,
        {},
        { 0: grant(), length: 1 },
        new Set([grant()]),
        grant(),
      ]) {
        await launch({ onEvent: undefined });
        await say({ type: "alter_connect_success", grants });
      }
    },
  },

  "an error": {
    observes: "code, message and details",
    async play() {
      await openFlow();
      await say(failure({ error: "connect_denied", error_description: "The user said no.", more: { a: [1] } }));
      moment("at the end");
    },
  },

  "an error with the least": {
    observes: "the default code and message",
    async play() {
      await openFlow();
      await say(failure());
    },
  },

  "odd errors": {
    observes: "code and message for empty values and for values that are no strings",
    differs: [18, "a code and a message are strings"],
    async play() {
      create();
      for (const value of ["", null, undefined, 0, false, 7, true, {}, ["a"], { a: 1 }]) {
        await launch({ onEvent: undefined });
        await say(failure({ error: value, error_description: value }));
      }
    },
  },

  "details of an error": {
    observes: "that they are the message itself",
    async play() {
      create();
      let message;
      addEventListener("message", ({ data }) => {
        if (data.type) message = data;
      });
      await launch({ onError: (error) => note("the same", error.details === message) });
      await say(failure({ error: "connect_denied" }));
    },
  },

  "anything else": {
    observes: "that it is ignored: other types, values that are no object, no type at all",
    async play() {
      await openFlow();
      await say(
        undefined,
        null,
        "",
        "alter_connect_success",
        0,
        7,
        true,
        7n,
        [],
        {},
        [success(grant())],
        JSON.stringify(success(grant())),
        ...["alter_connect", "ALTER_CONNECT_SUCCESS", " alter_connect_success", null].map((type) => ({
          type,
          grants: [grant()],
        })),
        { type: ["alter_connect_success"], grants: [grant()] },
        { type: new String("alter_connect_success"), grants: [grant()] },
        { grants: [grant()] },
        { Type: "alter_connect_success", grants: [grant()] },
        new Map([["type", "alter_connect_success"]]),
        new Date(0),
        new Uint8Array(3),
        new Error("alter_connect_error"),
      );
      moment("after it");
      await say(success(grant()));
    },
  },

  "odd shapes of a message": {
    observes: "that a list with the right properties is a message too",
    async play() {
      create();
      await launch();
      await say(Object.assign([], success(grant())));
    },
  },

  "the first message counts": {
    observes: "that what the page says after its result is not heard",
    async play() {
      await openFlow();
      await say(success(grant({ grant_id: "first" })), success(grant({ grant_id: "second" })), failure());
      moment("at the end");
    },
  },

  "an error and then a success": {
    observes: "that the error stands",
    async play() {
      await openFlow();
      await say(failure({ error: "connect_denied" }), success(grant()));
    },
  },

  "a thousand grants": {
    observes: "that all arrive",
    async play() {
      create();
      await launch({ onSuccess: (grants) => note("onSuccess", grants.length, grants[999]) });
      await say(success(...Array.from({ length: 1000 }, (_, index) => grant({ grant_id: `grant-${index}` }))));
    },
  },

  "fifty megabytes": {
    observes: "that a message of that size is taken, or ignored",
    async play() {
      create();
      await launch({ onSuccess: ([{ grant_id, metadata }]) => note("onSuccess", grant_id, metadata.note.length) });
      const metadata = { note: "x".repeat(50_000_000) };
      await say({ type: "something else", metadata }, success(grant({ metadata })));
    },
  },
});

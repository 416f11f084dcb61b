// Random messages from a seed: all of JSON, what else can be cloned, and a bias to the protocol.

/** The message with this number. The same seed and number always give the same message. */
export function randomMessage(seed, number) {
  const random = generator(seed * 1_000_003 + number);
  const below = (limit) => Math.floor(random() * limit);
  const pick = (list) => list[below(list.length)];
  const chance = (probability) => random() < probability;
  const times = (count, make) => Array.from({ length: count }, make);

  const WORDS = [
    "alter_connect_success",
    "alter_connect_error",
    "type",
    "grants",
    "error",
    "error_description",
    "error_code",
    "grant_id",
    "provider",
    "provider_name",
    "account_identifier",
    "timestamp",
    "operation",
    "scopes",
    "status",
    "metadata",
    "reauth",
    "creation",
    "pending",
    "active",
    "true",
    "length",
    "0",
    "constructor",
    "toString",
    "__proto__",
    "then",
    "toJSON",
    "",
  ];
  const GRANT_FIELDS = WORDS.slice(7, 16);

  const text = () =>
    pick([
      () => pick(WORDS),
      () => "",
      () => "\ud83d\ude00 é 漢字 \u0000",
      () => `\ud800${pick(WORDS)}\udc00`,
      () => pick(WORDS).repeat(below(2000)),
      () => String(below(1e9)),
      () => "2024-05-06T07:08:09.000Z",
    ])();
  const number_ = () =>
    pick([0, -0, 1, -1, 1.5, NaN, Infinity, -Infinity, 2 ** 53, 2 ** 32, Number.MIN_VALUE, below(1e6)]);
  const primitive = () =>
    pick([() => null, () => undefined, () => chance(0.5), number_, text, () => BigInt(below(9)) - 4n])();

  const exotic = (depth) =>
    pick([
      () => new Date(pick([0, NaN, 1.7e12])),
      () => new Map(times(below(4), () => [value(depth - 1), value(depth - 1)])),
      () => new Set(times(below(4), () => value(depth - 1))),
      () => new Uint8Array(below(5)),
      () => new Float64Array(times(below(4), number_)),
      () => new BigInt64Array(below(3)),
      () => new ArrayBuffer(below(9)),
      () => new DataView(new ArrayBuffer(4)),
      () => new Error(text()),
      () => new TypeError(text(), { cause: value(depth - 1) }),
      () => /alter_connect_(success|error)/gi,
      () => new String(text()),
      () => new Number(number_()),
      () => new Boolean(chance(0.5)),
      () => Object(7n),
      () => new Blob([text()]),
      () => {
        const own = {};
        own.self = own;
        return own;
      },
      () => {
        const own = [];
        own.push(own, pick(WORDS));
        return own;
      },
      () => Object.create({ grant_id: "inherited", provider: "inherited" }),
      () => adopt(Object.create(null), record(depth - 1)),
      () => Object.defineProperty({}, "__proto__", { value: value(depth - 1), enumerable: true }),
      () => {
        const [type, items] = [pick(WORDS), list(depth - 1)];
        return {
          get type() {
            return type;
          },
          get grants() {
            return items;
          },
        };
      },
      () =>
        new (class Grant {
          grant_id = "g";
          provider = "p";
        })(),
      // What cannot be cloned never gets to the app.
      () => (chance(0.1) ? () => {} : deep(below(300))),
      () => (chance(0.1) ? Symbol("s") : huge()),
    ])();

  const deep = (levels) => {
    let inner = pick(WORDS);
    for (let level = 0; level < levels; level++) inner = chance(0.5) ? [inner] : { [pick(WORDS)]: inner };
    return inner;
  };
  const huge = () => (chance(0.5) ? times(below(3000), () => number) : new Array(below(3000)));

  const list = (depth) => {
    const items = times(below(6), () => value(depth - 1));
    if (chance(0.15) && items.length) delete items[below(items.length)];
    if (chance(0.1)) items.length += below(3);
    if (chance(0.1)) adopt(items, record(0));
    return items;
  };
  // By definition, for `__proto__`; the length of a list is not for everyone.
  const adopt = (object, properties) => {
    const { length, ...own } = Object.getOwnPropertyDescriptors(properties);
    return Object.defineProperties(object, Array.isArray(object) || !length ? own : { ...own, length });
  };
  const record = (depth) => Object.fromEntries(times(below(5), () => [pick(WORDS), value(depth - 1)]));
  const value = (depth) => {
    if (depth <= 0 || chance(0.5)) return primitive();
    return pick([list, record, exotic])(depth);
  };

  const FIELDS = {
    scopes: () => (chance(0.7) ? times(below(4), text) : value(2)),
    operation: () => pick(["reauth", "creation", "REAUTH", text()]),
    status: () => pick(["active", "pending", "error", text()]),
    metadata: () => (chance(0.5) ? record(3) : value(3)),
  };
  const grant = () => {
    const made = {};
    for (const name of GRANT_FIELDS) {
      const required = name === "grant_id" || name === "provider";
      if (!chance(required ? 0.92 : 0.6)) continue;
      made[name] = chance(0.15) ? value(2) : (FIELDS[name] ?? text)();
    }
    return made;
  };
  const grants = () => {
    const items = times(below(6), () => (chance(0.85) ? grant() : chance(0.85) ? value(2) : null));
    if (chance(0.04) && items.length) delete items[below(items.length)];
    if (chance(0.01)) items.push(...times(below(2000), grant));
    return items;
  };

  const extras = () => (chance(0.2) ? record(2) : {});
  const shape = random();
  if (shape < 0.45) return { ...extras(), type: "alter_connect_success", grants: chance(0.9) ? grants() : value(3) };
  if (shape < 0.6) {
    /** @type {Record<string, unknown>} */
    const message = { ...extras(), type: "alter_connect_error" };
    if (chance(0.8)) message.error = chance(0.6) ? text() : value(2);
    if (chance(0.8)) message.error_description = chance(0.6) ? text() : value(2);
    return message;
  }
  if (shape < 0.7) return { type: value(2), grants: grants(), error: value(1) };
  if (shape < 0.75) return Object.assign(list(2), { type: pick(WORDS), grants: grants() });
  return value(4);
}

/** The message without the items that the reference trips over; undefined if it has none. */
export function withoutNothing(message) {
  if (message?.type !== "alter_connect_success" || !Array.isArray(message.grants)) return undefined;
  const grants = Array.from(message.grants).filter((item) => item !== null && item !== undefined);
  return grants.length < message.grants.length ? { type: message.type, grants } : undefined;
}

// mulberry32
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

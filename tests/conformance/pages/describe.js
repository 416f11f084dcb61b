// Values as JSON, so that two runs can be compared: what changes from run to run (origins, this moment) is named, and
// what JSON cannot tell apart is written out.

/** The sites of this run by name: `app`, `hosted`, `stranger`. @type {Record<string, string>} */
export const origins = globalThis.run?.origins ?? {};

// Errors of the SDK itself: the code is the contract, the sentence is each SDK's own.
const OWN_CODES = new Set(["sdk_destroyed", "invalid_options", "popup_blocked", "invalid_response", "redirect_error"]);

// What the emulator makes up anew in each run.
/** @type {Set<string>} */
export const secrets = new Set();
const GRANT_ID = /\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/g;
// Half a character, without its other half.
const HALF = /\p{Surrogate}/gu;

const RECENT = 10 * 60_000;
const isRecent = (moment) => Math.abs(Date.now() - moment) < RECENT;

/** @returns {unknown} */
export function describe(value) {
  switch (typeof value) {
    case "string":
      return describeText(value);
    case "number":
      if (!Number.isFinite(value) || Object.is(value, -0)) return `$${Object.is(value, -0) ? "-0" : value}`;
      return isRecent(value) ? "$now" : value;
    case "boolean":
      return value;
    case "object":
      return value === null ? null : describeObject(value);
    default:
      return typeof value === "bigint" ? `$${value}n` : `$${typeof value}`;
  }
}

function describeText(text) {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && isRecent(Date.parse(text))) return "$now";
  for (const [name, origin] of Object.entries(origins)) text = text.replaceAll(origin, `https://${name}.test`);
  for (const [name, origin] of Object.entries(origins)) {
    text = text.replaceAll(encodeURIComponent(origin), encodeURIComponent(`https://${name}.test`));
  }
  for (const secret of secrets) text = text.replaceAll(secret, "$token");
  text = text.replace(GRANT_ID, "$grant");
  // No other JSON reader takes half a character.
  return text.replace(HALF, (half) => `$half-${half.charCodeAt(0).toString(16)}`);
}

function describeObject(object) {
  if (object === window) return "$window";
  if (Array.isArray(object)) {
    return Array.from(object, (item, index) => (index in object ? describe(item) : "$hole"));
  }
  /** @type {Record<string, unknown>} */
  const described = Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((key) => [key, describe(object[key])]),
  );
  const kind = Object.prototype.toString.call(object).slice(8, -1);
  if (kind === "Map" || kind === "Set" || kind === "Date") described.$is = kind;
  if (object instanceof Error || object instanceof DOMException) {
    // The original has none.
    delete described.docs;
    return { ...described, $instanceof: object instanceof Error ? "Error" : "DOMException", name: object.name };
  }
  if (OWN_CODES.has(object.code) && typeof object.message === "string" && object.message) {
    described.message = "$sentence";
  }
  return described;
}

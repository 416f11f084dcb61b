/** The address of an error's section in the docs, up to its code. */
const DOCS = "https://unpkg.com/alter-connect/docs/errors.md#";

/**
 * An `Error` with `code`, `details` and `docs`, the address of its section.
 *
 * @param {string} code
 * @param {string} message
 * @param {object} [details]
 */
export const failed = (code, message, details) =>
  Object.assign(new Error(message), { code, details, docs: DOCS + code });

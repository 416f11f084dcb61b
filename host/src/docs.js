/** The address of an error's section in the docs, up to its code. */
export const DOCS = "https://unpkg.com/alter-connect/docs/errors.md#";

/** What a rejection links to, before its code. */
export const DOCS = "https://cdn.jsdelivr.net/npm/alter-connect/docs/errors.md#";

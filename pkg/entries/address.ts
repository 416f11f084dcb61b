// Where a phone, or a popup that lost its opener, is to come back to.

/** What the Connect page appends to the address of a return: first whether it went well, then what belongs to that. */
const APPENDED: Record<string, string[]> = {
  alter_connect_success: [
    "grant_id",
    "provider",
    "provider_name",
    "account_identifier",
    "timestamp",
    "operation",
    "scopes",
    "status",
  ],
  alter_connect_error: ["error_code", "error_description"],
};

/**
 * The page's address without what an earlier return has left in it: the `return_url` of a session. Parameters of your own
 * stay, also those that happen to have the same names.
 *
 * @example
 * body: JSON.stringify({ return_url: returnAddress() })
 */
export function returnAddress(address: string = location.href): string {
  const url = new URL(address);
  let appended = new Set<string>();
  const own = url.search.slice(1).split("&").filter((parameter) => {
    const [name] = parameter.split("=") as [string];
    const follows = Object.hasOwnProperty.call(APPENDED, name) && APPENDED[name];
    if (follows) appended = new Set(follows);
    return !follows && !appended.delete(name);
  });
  url.search = own.join("&");
  return url.href;
}

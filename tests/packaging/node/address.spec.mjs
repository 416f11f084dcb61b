// @vitest-environment node
import { expect, test } from "vitest";
import { returnAddress } from "alter-connect/address";

const APP = "https://app.example.com/settings";
const GRANTED = "alter_connect_success=true&grant_id=g&provider=google&provider_name=Google&account_identifier=ada%40example.com&timestamp=2026-01-01&operation=creation&scopes=a%2Cb&status=active";
const DENIED = "alter_connect_error=true&error_code=connect_denied&error_description=No";

test.each([
  ["", ""],
  ["?tab=2#end", "?tab=2#end"],
  [`?${GRANTED}`, ""],
  [`?${DENIED}#end`, "#end"],
  [`?tab=a%20b&${GRANTED}`, "?tab=a%20b"],
  // The app's own, of the same names.
  ["?provider=acme&status=pending", "?provider=acme&status=pending"],
  [`?provider=acme&status=pending&${GRANTED}`, "?provider=acme&status=pending"],
  [`?provider=acme&status=pending&${DENIED}`, "?provider=acme&status=pending"],
  ["?status=pending&alter_connect_success=true&grant_id=g&provider=google&account_identifier=", "?status=pending"],
  // Of several attempts.
  [`?tab=2&${GRANTED}&${DENIED}`, "?tab=2"],
  ["?__proto__=1&constructor=2", "?__proto__=1&constructor=2"],
  ["?%E0%A4%A", "?%E0%A4%A"],
])("the address without what a return has left: %s", (address, expected) => {
  expect(returnAddress(APP + address)).toBe(APP + expected);
});

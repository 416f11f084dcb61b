import { expect, test } from "vitest";
import { emulateConnect } from "alter-connect/testing/playwright";

/** As much of Playwright's page as the kit needs: what it answers to a request with this body. */
async function answered(postData) {
  let handler;
  const connect = await emulateConnect({ route: async (_, handle) => (handler = handle) });
  let answer;
  await handler({
    request: () => ({ headers: () => ({ origin: "https://app.example.com" }), postData: () => postData }),
    fulfill: async ({ json }) => (answer = json),
  });
  await connect.close();
  return answer;
}

test.each([
  ["JSON", '{"return_url":"https://app.example.com/a"}'],
  ["JSON that is no record", "null"],
  ["none", null],
  ["a form", "return_url=https%3A%2F%2Fapp.example.com%2Fa"],
  ["a form with files", '------b\r\nContent-Disposition: form-data; name="photo"\r\n\r\n7\r\n------b--'],
])("a session for whatever body the page sends: %s", async (_, body) => {
  expect((await answered(body)).connect_url).toContain("#session=");
});

// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createApp, effectScope, h, nextTick, ref } from "vue";
import { mockConnect } from "alter-connect/testing";
import { useAlterConnect } from "alter-connect/vue";

let alter;
let app;
const owner = ref("team-1");
const onSuccess = vi.fn();
const text = () => document.body.textContent;

function show(options) {
  app = createApp({
    setup() {
      const { open, status, grants, error } = useAlterConnect(options);
      const shown = () => `${status.value} ${grants.value[0]?.account_identifier ?? error.value?.code}`;
      return () => h("button", { onClick: open }, shown());
    },
  });
  app.mount(document.body.appendChild(document.createElement("main")));
}

beforeEach(() => {
  alter = mockConnect();
  owner.value = "team-1";
  onSuccess.mockClear();
});
afterEach(() => {
  app?.unmount();
  document.body.replaceChildren();
  alter.restore();
});
const click = async () => {
  document.querySelector("button").click();
  await vi.waitFor(() => expect(text()).not.toContain("idle"));
};

test.each([
  ["a ref", () => ({ token: "t", owner, onSuccess })],
  ["a getter", () => () => ({ token: "t", owner: owner.value, onSuccess })],
])("the owner of a flow changes in the middle: %s", async (_, options) => {
  show(options());
  await click();
  owner.value = "team-2";
  await nextTick();
  expect(text()).toBe("idle undefined");
  await alter.grant();
  await nextTick();
  expect(text()).toBe("idle undefined");
  expect(onSuccess).not.toHaveBeenCalled();
  owner.value = "team-1";
  await nextTick();
  expect(text()).toBe("done ada@example.com");
  expect(onSuccess).toHaveBeenCalledOnce();
});

test("a getter that works only in the click", async () => {
  let session;
  show(() => ({ token: session.token }));
  expect(text()).toBe("idle undefined");
  // It says so once, and not again to the page.
  document.querySelector("button").click();
  await vi.waitFor(() => expect(text()).toBe("idle invalid_options"));
  session = { token: "t" };
  await click();
  await alter.grant();
  await nextTick();
  expect(text()).toBe("done ada@example.com");
});

test("a getter that works only once the user is known has what came back before", async () => {
  const user = ref();
  alter.returnWith({ grant: {} });
  show(() => ({ token: user.value.token, onSuccess }));
  await nextTick();
  expect(text()).toBe("idle undefined");
  user.value = { token: "t" };
  await vi.waitFor(() => expect(text()).toBe("done ada@example.com"));
  expect(onSuccess).toHaveBeenCalledOnce();
});

test("outside of a component, a scope's end is the end of it", async () => {
  const scope = effectScope();
  const { open } = scope.run(() => useAlterConnect({ token: "t", onSuccess }));
  const outcome = open();
  scope.stop();
  await alter.grant();
  expect((await outcome).grants).toHaveLength(1);
  expect(onSuccess).not.toHaveBeenCalled();
});

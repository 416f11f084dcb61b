import AlterConnect from "alter-connect";

const connect = AlterConnect.create();
const connectButton = document.getElementById("connect");
const cancelButton = document.getElementById("cancel");
const message = document.getElementById("message");

// The handlers of the bus see every flow, and after a redirect the one that was left.
connect.on("success", showAccounts);
connect.on("error", (error) => {
  message.textContent = `${error.message} (${error.code})`;
});
connect.on("exit", () => {
  message.textContent = "You closed the window. Nothing was connected.";
});
connect.on("close", showState);

connectButton.addEventListener("click", async () => {
  message.textContent = "";
  const opened = connect.open({ connectUrl: newConnectUrl, onSuccess: confirmOnBackend });
  showState();
  try {
    await opened;
  } catch (error) {
    message.textContent = `${error.message} (${error.code})`;
  }
});
cancelButton.addEventListener("click", () => connect.close());

async function newConnectUrl() {
  const session = await post("/api/session", { return_url: location.href });
  sessionToken = session.session_token;
  return session.connect_url;
}

// Your backend would remember the token of its own session; the emulator's has no users.
let sessionToken;

async function confirmOnBackend() {
  const { status } = await post("/api/poll", { session_token: sessionToken });
  message.textContent = `The backend says: ${status}.`;
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

function showAccounts(grants) {
  const items = grants.map((grant) => {
    const item = document.createElement("li");
    item.textContent = `${grant.provider_name}: ${grant.account_identifier}`;
    return item;
  });
  document.getElementById("accounts").append(...items);
}

function showState() {
  cancelButton.disabled = !connect.isOpen();
}

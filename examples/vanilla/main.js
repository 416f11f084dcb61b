import AlterConnect from "alter-connect";
import { returnAddress } from "alter-connect/address";

const connect = AlterConnect.create();
const connectButton = document.getElementById("connect");
const cancelButton = document.getElementById("cancel");
const message = document.getElementById("message");

// After each end of a flow, whatever it was.
connect.on("close", showState);

connectButton.addEventListener("click", () => {
  message.textContent = "";
  const onExit = () => (message.textContent = "You closed the window. Nothing was connected.");
  connect.open({ connectUrl: newConnectUrl, onSuccess: confirm, onError: explain, onExit }).catch(explain);
  showState();
});
cancelButton.addEventListener("click", () => connect.close());

// On a phone, the page was left for the Connect page and has come back.
const returned = await connect.takeRedirectResult();
if (returned?.grants) confirm();
if (returned?.error) explain(returned.error);

async function newConnectUrl() {
  const session = await post("/api/session", { return_url: returnAddress() });
  remember(session.session_token);
  return session.connect_url;
}

// The emulator's backend knows no users, so this tab remembers which session is its own, also while it is away. A real
// backend keeps the token in its record of the signed-in user, and the page remembers nothing.
function remember(token) {
  sessionStorage.setItem("connect_session", token);
}

// Users can forge what their browser sends, so the backend asks Alter.
async function confirm() {
  try {
    const { grants } = await post("/api/poll", { session_token: sessionStorage.getItem("connect_session") });
    showAccounts(grants);
  } catch (error) {
    explain(error);
  }
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

// The console is for the developer. The user reads words of the app's.
function explain(error) {
  console.error(error);
  message.textContent = error.code === "connect_denied" ? "You declined." : "That did not work. Please try again.";
}

function showAccounts(grants) {
  for (const { grant_id, provider_id, account_identifier } of grants) {
    const item = document.getElementById(grant_id) ?? document.createElement("li"); // connected before
    item.id = grant_id;
    item.textContent = `${provider_id}: ${account_identifier}`;
    document.getElementById("accounts").append(item);
  }
}

function showState() {
  cancelButton.disabled = !connect.isOpen();
}

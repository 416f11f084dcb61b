import { StrictMode, Suspense, useRef, useState, version } from "react";
import { createRoot } from "react-dom/client";
import { useAlterConnect } from "alter-connect/react";
import { log, newConnectUrl } from "./session.js";

window.version = version;

function Account({ count }) {
  // New functions at each render.
  const { open, close, status, grants, error } = useAlterConnect({
    connectUrl: () => newConnectUrl(),
    owner: "team-1",
    onSuccess: ([grant]) => log(`success ${count} ${grant.account_identifier}`),
    onError: ({ code }) => log(`error ${count} ${code}`),
    onExit: () => log(`exit ${count}`),
  });
  const first = useRef({ open, close });
  const isStable = first.current.open === open && first.current.close === close;
  return (
    <>
      <button id="connect" onClick={open}>Connect</button>
      <button id="close" onClick={close}>Close</button>
      <output id="shown">{[status, grants.length, error?.code ?? "none", isStable].join(" ")}</output>
    </>
  );
}

let wake;
let sleep;

function Sleeper({ asleep }) {
  if (asleep) throw sleep;
  return null;
}

function App() {
  const [count, setCount] = useState(0);
  const [isThere, setThere] = useState(true);
  const [asleep, setAsleep] = useState(false);
  const toggleSleep = () => {
    if (!asleep) sleep = new Promise((resolve) => (wake = resolve));
    else wake();
    setAsleep(!asleep);
  };
  return (
    <>
      <button id="count" onClick={() => setCount(count + 1)}>{count}</button>
      <button id="toggle" onClick={() => setThere(!isThere)}>{isThere ? "there" : "gone"}</button>
      <button id="sleep" onClick={toggleSleep}>{asleep ? "asleep" : "awake"}</button>
      <Suspense fallback={<p id="fallback">later</p>}>
        {isThere && <Account count={count} />}
        <Sleeper asleep={asleep} />
      </Suspense>
    </>
  );
}

createRoot(document.getElementById("app")).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

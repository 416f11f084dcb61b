import { environment } from "alter-connect/preflight";
import { explain, hint } from "./preflight.js";

let facts = {};
const codes = async () => {
  delete window.codes;
  window.codes = (await explain(facts)).map(({ code }) => code);
};
Object.assign(window, { environment, hint, explainLater: codes, setFacts: (next) => (facts = next) });
document.getElementById("explain")?.addEventListener("click", codes);

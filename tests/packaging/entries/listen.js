import axe from "axe-core";
import { log } from "./session.js";

addEventListener("securitypolicyviolation", ({ violatedDirective }) => log(`forbidden: ${violatedDirective}`));
document.addEventListener("alter-success", ({ detail }) => log(`success ${detail.grants[0].account_identifier}`));
document.addEventListener("alter-error", ({ detail }) => log(`error ${detail.error.code}`));
document.addEventListener("alter-exit", () => log("exit"));

/** What axe has against the page, in `window.violations`. */
window.check = async () => {
  delete window.violations;
  const { violations } = await axe.run();
  window.violations = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
};

/** Where the focus is, through shadow roots. */
window.focused = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.textContent.trim();
};

import "./element.js";
import "./listen.js";

/** A button of a design system: the real one is in its shadow root. */
const button = (mode) =>
  class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({ mode }).innerHTML = "<button><slot></slot></button>";
    }
  };
customElements.define("x-open", button("open"));
customElements.define("x-closed", button("closed"));

/** A component that has the element inside, around what its slot is given or around a button of its own. */
const around = (inside) =>
  class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({ mode: "open" }).innerHTML = `<alter-connect session-url="/api/session">${inside}</alter-connect>`;
    }
  };
customElements.define("x-host", around("<slot></slot>"));
customElements.define("x-shadow", around("<button>In a shadow root</button>"));

for (let count = 0; count < 2; count++) {
  document.getElementById("list").append(document.getElementById("row").content.cloneNode(true));
}

// An image that does not come keeps a page loading, for as long as its server likes.
addEventListener("load", () =>
  setTimeout(() => {
    const stillLoading = document.createElement("alter-connect");
    stillLoading.setAttribute("session-url", "/api/session");
    stillLoading.setAttribute("owner", "team-3");
    stillLoading.innerHTML = '<button id="still-loading">Before the page has loaded</button>';
    Object.defineProperty(document, "readyState", { configurable: true, value: "interactive" });
    document.body.append(stillLoading);
    delete (/** @type {any} */ (document).readyState);
  }),
);

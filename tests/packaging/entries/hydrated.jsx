// A page that a server has rendered, and that React takes over after the element has come.
import "alter-connect/element";
import { hydrateRoot } from "react-dom/client";
import "./listen.js";
import { Page } from "./hydrated-page.jsx";

hydrateRoot(document.getElementById("app"), <Page />);

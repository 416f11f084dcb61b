// Everything that a page's console would show as a warning or an error.
window.complaints = [];
for (const level of ["warn", "error"]) {
  const told = console[level];
  console[level] = (...words) => {
    window.complaints.push(words.map(String).join(" "));
    told.apply(console, words);
  };
}
addEventListener(
  "error",
  (event) => window.complaints.push(event.message ?? `not loaded: ${event.target.src ?? event.target.href}`),
  true,
);
addEventListener("unhandledrejection", ({ reason }) => window.complaints.push(String(reason)));
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  window.complaints.push(`${violatedDirective}: ${blockedURI}`),
);

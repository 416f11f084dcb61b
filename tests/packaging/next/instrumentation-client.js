// Next.js runs this before it hydrates the page: what the console is told from then on is kept for the test.
window.consoleMessages = [];
for (const level of ["error", "warn"]) {
  const print = console[level];
  console[level] = (...values) => {
    window.consoleMessages.push(values.map(String).join(" "));
    print.apply(console, values);
  };
}
addEventListener("error", ({ message }) => window.consoleMessages.push(message));

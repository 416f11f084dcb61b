// What mdBook's pages lack for people with a keyboard or a screen reader, and a way back to the front page.
(() => {
  const all = (css) => document.querySelectorAll(css);

  // The switch of the sidebar is a label, of which no state can be told: a button presses it.
  for (const label of all("#mdbook-sidebar-toggle")) {
    const button = document.createElement("button");
    const shown = document.getElementById(label.htmlFor);
    const tell = () => {
      button.setAttribute("aria-expanded", shown.checked);
      // Its links are no stops while it is out of sight.
      document.getElementById("mdbook-sidebar").inert = !shown.checked;
    };
    button.type = "button";
    button.className = label.className;
    button.title = label.title;
    button.setAttribute("aria-label", label.title);
    button.append(...label.childNodes);
    button.addEventListener("click", () => label.click());
    shown.addEventListener("change", tell);
    tell();
    label.hidden = true;
    label.style.display = "none";
    label.after(button);
  }
  for (const bar of all("#mdbook-menu-bar")) bar.setAttribute("role", "banner");
  for (const title of all(".menu-title")) {
    const home = document.createElement("a");
    home.href = `${path_to_root}../index.html`;
    home.textContent = title.textContent;
    home.style.color = "inherit";
    title.replaceChildren(home);
  }
  // What is wider than its box can be scrolled with the arrows.
  for (const box of all("pre > code, .table-wrapper")) box.tabIndex = 0;
  // A table without headings has an empty row of them in Markdown.
  for (const cell of all("th:empty")) cell.replaceWith(document.createElement("td"));
})();

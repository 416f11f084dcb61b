// The tabs of the code samples: one stop of the Tab key, arrows between them.

export function tabs() {
  for (const list of document.querySelectorAll("[role=tablist]")) {
    const all = [...list.querySelectorAll("[role=tab]")];
    const select = (chosen) => {
      for (const tab of all) {
        const on = tab === chosen;
        tab.setAttribute("aria-selected", on);
        tab.tabIndex = on ? 0 : -1;
        document.getElementById(tab.getAttribute("aria-controls")).hidden = !on;
      }
    };
    list.addEventListener("click", ({ target }) => all.includes(target) && select(target));
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -all.length, End: all.length }[event.key];
      if (!step) return;
      event.preventDefault();
      const at = all.indexOf(document.activeElement) + step;
      const next = event.key.startsWith("Arrow") ? all.at(at % all.length) : all.at(step < 0 ? 0 : -1);
      next.focus();
      select(next);
    });
  }
}

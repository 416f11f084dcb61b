// The two tables: grants that arrived, and the sizes the build measured.

export function showGrants(grants) {
  const rows = grants.map((grant) =>
    row([
      grant.provider_name,
      grant.account_identifier,
      grant.operation,
      grant.status,
      grant.scopes.join(", "),
      { text: grant.grant_id, className: "id" },
    ]),
  );
  fill("grants", rows);
}

export async function showSizes() {
  const response = await fetch("/dist/sizes.json").catch(() => null);
  if (!response?.ok) return;
  const { files = [], reference = [] } = await response.json();
  const measured = (className) => (file) => {
    const made = row([
      file.name,
      ...[file.raw, file.gzip, file.brotli].map((size) => ({
        text: bytes(size),
        className: "number",
      })),
    ]);
    made.className = className;
    return made;
  };
  fill("sizes", [...files.map(measured("ours")), ...reference.map(measured("reference"))]);
}

function fill(id, rows) {
  document.querySelector(`#${id} tbody`).replaceChildren(...rows);
  document.getElementById(`${id}-empty`).hidden = rows.length > 0;
  document.getElementById(`${id}-scroll`).hidden = rows.length === 0;
}

function row(cells) {
  const made = document.createElement("tr");
  cells.forEach((cell, index) => {
    const { text, className } = typeof cell === "object" ? cell : { text: cell };
    const box = document.createElement(index === 0 ? "th" : "td");
    if (index === 0) box.scope = "row";
    if (className) box.className = className;
    box.textContent = text;
    made.append(box);
  });
  return made;
}

function bytes(count) {
  return typeof count === "number" ? `${count.toLocaleString("en")} B` : "–";
}

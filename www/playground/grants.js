// The table of the grants that arrived.

export function showGrants(grants) {
  const rows = grants.map((grant) => {
    const { provider_name, account_identifier, operation, status, scopes, grant_id } = grant;
    const row = document.createElement("tr");
    const cells = [provider_name, account_identifier, operation, status, scopes.join(", "), grant_id];
    row.append(...cells.map(cell));
    return row;
  });
  document.querySelector("#grants tbody").replaceChildren(...rows);
  document.getElementById("grants-empty").hidden = rows.length > 0;
  document.getElementById("grants-scroll").hidden = rows.length === 0;
}

function cell(text, column) {
  const made = document.createElement(column === 0 ? "th" : "td");
  if (column === 0) made.scope = "row";
  if (column === 5) made.className = "id";
  made.textContent = text;
  return made;
}

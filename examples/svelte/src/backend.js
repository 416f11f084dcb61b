/** The grants that the backend has confirmed with Alter. */
export async function confirmGrants() {
  const response = await fetch("/api/grants", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  if (!response.ok) throw new Error(`/api/grants answered ${response.status}`);
  return (await response.json()).grants;
}

// Writes the result of the page's program into the document.
export async function show(program) {
  const crm = new URLSearchParams(location.search).get('crm');
  const outcome = await program(crm).catch((error) => ({ error: String(error) }));
  document.documentElement.dataset.outcome = JSON.stringify(outcome);
}

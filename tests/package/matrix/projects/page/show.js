// Writes into the document what the page's program came to.
export async function show(program) {
  const crm = new URLSearchParams(location.search).get('crm');
  const outcome = await program(crm).catch((error) => ({ error: String(error) }));
  document.documentElement.dataset.outcome = JSON.stringify(outcome);
}

// @ts-check
// Reads a page program's result, which the program writes into the document, because dev servers may reload the page.

const PATIENCE_MS = 60_000;

/**
 * Opens a page in a new profile, without the service workers and caches of other cells.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of the page
 * @param {string} crm address of the sandbox
 * @returns {Promise<import('./expected.mjs').Outcome>}
 */
export async function outcomeOf(browser, url, crm) {
  const context = await browser.newContext();
  try {
    return await outcomeIn(context, url, crm);
  } finally {
    await context.close();
  }
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url of the page
 * @param {string} crm address of the sandbox
 * @returns {Promise<import('./expected.mjs').Outcome>}
 */
export async function outcomeIn(context, url, crm) {
  /** @type {string[]} */
  const errors = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    /** @type {Promise<never>} */
    const uncaught = new Promise((_, reject) => void page.once('pageerror', reject));
    const outcome = page.locator('[data-outcome]').first();
    const shown = page.goto(`${url}?crm=${encodeURIComponent(crm)}`).then(() => outcome.getAttribute('data-outcome', { timeout: PATIENCE_MS }));
    return JSON.parse((await Promise.race([shown, uncaught])) ?? '');
  } catch (error) {
    return { error: [error instanceof Error ? error.message : String(error), ...errors].join('\n') };
  }
}

/**
 * Opens a page, and stops its server afterwards.
 *
 * @param {import('./row.mjs').Place} place
 * @param {Promise<{ url: string, close: () => Promise<void> }>} starting
 * @param {string} [path]
 */
export async function outcomeOfServer({ browser, crm }, starting, path = '/') {
  const server = await starting;
  try {
    return await outcomeOf(browser, `${server.url}${path}`, crm);
  } finally {
    await server.close();
  }
}

// @ts-check
// A page's program writes what it came to into its document: that survives a dev server that loads the page again.

const PATIENCE_MS = 60_000;

/**
 * Opens a page with an empty profile: no service worker and no cache of another cell is there.
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
  const said = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => void (message.type() === 'error' && said.push(message.text())));
    /** @type {Promise<never>} */
    const uncaught = new Promise((_, reject) => void page.once('pageerror', reject));
    const outcome = page.locator('[data-outcome]').first();
    const shown = page.goto(`${url}?crm=${encodeURIComponent(crm)}`).then(() => outcome.getAttribute('data-outcome', { timeout: PATIENCE_MS }));
    return JSON.parse((await Promise.race([shown, uncaught])) ?? '');
  } catch (error) {
    return { error: [error instanceof Error ? error.message : String(error), ...said].join('\n') };
  }
}

/**
 * Opens a page of a server that is there for this page only.
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

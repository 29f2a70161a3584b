// @ts-check

/**
 * What a person does on the desk and reads off it.
 *
 * @typedef {Awaited<ReturnType<typeof openDesk>>} DeskPage
 */

/**
 * Opens the desk in a browser context of its own.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{ url: string }} desk
 * @param {object} [options]
 * @param {string} [options.fault] what the sandbox is to do wrong
 * @param {import('playwright-core').BrowserContextOptions} [options.context]
 * @param {(page: import('playwright-core').Page) => Promise<unknown>} [options.prepare] before the page is there
 */
export async function openDesk(browser, desk, { fault, context: contextOptions, prepare } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...contextOptions });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);

  /** @type {import('playwright-core').Request[]} */
  const requests = [];
  /** @type {string[]} */
  const complaints = [];
  page.on('request', (request) => requests.push(request));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });

  await prepare?.(page);
  await page.goto(`${desk.url}/${fault === undefined ? '' : `?${new URLSearchParams({ fault })}`}`);

  const results = page.locator('[data-phase]');
  const submit = page.getByRole('button', { name: 'Look up' });

  /** @param {string} name */
  const choose = (name) => page.getByRole('group', { name: 'Kind of id' }).getByText(name).click();

  return {
    page,
    requests,
    /** Every error and warning on the console, and every exception that nobody caught. */
    complaints,
    close: () => context.close(),

    /** @param {string} id */
    enterMemberId: async (id) => {
      await choose('Member id');
      await page.getByRole('textbox').fill(id);
    },

    /** @param {string} id */
    enterPlatformId: async (id) => {
      await choose('Platform id');
      await page.getByRole('textbox').fill(id);
    },

    pressEnter: () => page.getByRole('textbox').press('Enter'),
    pressLookUp: () => submit.click(),

    /** @returns {Promise<string | null>} `found` or `failed`, once the look-up has ended */
    outcome: async () => {
      await page.locator('[data-phase=found], [data-phase=failed]').waitFor();
      return results.getAttribute('data-phase');
    },

    /** The cards, each as its field names and texts. */
    coupons: () =>
      results.locator('article').evaluateAll((cards) =>
        cards.map((card) => {
          const fields = [...card.querySelectorAll('[data-field]')];
          return Object.fromEntries(fields.map((field) => [field.getAttribute('data-field'), field.textContent]));
        }),
      ),

    /** What the page says of a failure, by name: `kind`, `code`, `HTTP`, `message`. */
    failure: () =>
      results
        .locator('[role=alert] [data-field]')
        .evaluateAll((details) =>
          Object.fromEntries(details.map((detail) => [detail.getAttribute('data-field'), detail.textContent])),
        ),

    text: () => results.innerText(),
    calls: () => requests.filter((request) => request.method() === 'POST'),
  };
}

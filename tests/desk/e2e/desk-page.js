// @ts-check
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';

/**
 * The page object of the desk: the actions of a user and the texts that the user sees.
 *
 * @typedef {Awaited<ReturnType<typeof openDesk>>} DeskPage
 */

/** The settings of direct mode for the sandbox. */
export const DIRECT = { channel: SANDBOX_CHANNEL, baseUrl: '/htest/openapi/v1', key: SANDBOX_KEY };

/**
 * Opens the desk in a browser context of its own.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {{ url: string }} desk
 * @param {object} [options]
 * @param {string | null} [options.account] the logged-in account, the admin by default; `null` means nobody
 * @param {boolean} [options.direct] whether to use direct mode, with the sandbox's key typed into the settings
 * @param {string} [options.hash] the hash of the address, a deep link
 * @param {string} [options.fault] the fault that the sandbox simulates
 * @param {import('playwright-core').BrowserContextOptions} [options.context]
 * @param {(page: import('playwright-core').Page) => Promise<unknown>} [options.prepare] called before the page is loaded
 */
export async function openDesk(browser, desk, { account = 'admin', direct, hash = '', fault, context: contextOptions, prepare } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...contextOptions });
  const page = await context.newPage();
  // Longer than any wait takes on a machine with other work. A test that fails waits as long.
  page.setDefaultTimeout(30_000);

  /** @type {import('playwright-core').Request[]} */
  const requests = [];
  /** @type {string[]} */
  const complaints = [];
  page.on('request', (request) => requests.push(request));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });

  if (account !== null) await context.request.post(`${desk.url}/session`, { data: { account } });
  await prepare?.(page);
  await page.goto(`${desk.url}/${fault === undefined ? '' : `?${new URLSearchParams({ fault })}`}${hash}`);

  const results = page.locator('[data-phase]');
  const idField = page.locator('#id');

  /** @param {string} name */
  const choose = (name) => page.getByRole('group', { name: 'Type of ID' }).getByText(name).click();

  /** @param {string} name */
  const goTo = (name) => page.getByRole('navigation').getByRole('link', { name }).click();

  /** @param {Partial<typeof DIRECT>} [given] */
  async function connectDirectly(given = {}) {
    const { channel, baseUrl, key } = { ...DIRECT, ...given };
    await goTo('Settings');
    await page.getByRole('group', { name: 'Connection' }).getByText('Direct').click();
    await page.getByLabel('Channel').fill(channel);
    await page.getByLabel('Base URL').fill(baseUrl);
    await page.locator('#direct-key').fill(key);
    await page.getByRole('button', { name: 'Use direct mode' }).click();
  }

  if (direct) {
    await connectDirectly();
    await page.getByText('Direct mode is on').waitFor();
    await goTo('Look up');
  }

  /** The cards of the current tab that are in the document, each as field names and texts. */
  const shownCoupons = () =>
    results.locator('article').evaluateAll((cards) =>
      cards.map((card) => {
        const fields = [...card.querySelectorAll('[data-field]')];
        return Object.fromEntries(fields.map((field) => [field.getAttribute('data-field'), field.getAttribute('datetime') ?? field.textContent]));
      }),
    );

  /** @param {string} name */
  const tab = (name) => results.getByRole('tab', { name });

  return {
    page,
    context,
    requests,
    /** All errors and warnings on the console, and all uncaught exceptions. */
    complaints,
    close: () => context.close(),
    goTo,
    connectDirectly,
    idField,
    tab,
    shownCoupons,

    /** @param {string} id */
    enterMemberId: async (id) => {
      await choose('Member ID');
      await idField.fill(id);
    },

    /** @param {string} id */
    enterPlatformId: async (id) => {
      await choose('Platform ID');
      await idField.fill(id);
    },

    pressEnter: () => idField.press('Enter'),
    pressLookUp: () => page.locator('form').getByRole('button', { name: 'Look up' }).click(),

    /** @returns {Promise<string | null>} `found` or `failed`, as soon as the result is shown */
    outcome: async () => {
      await page.locator('[data-phase=failed], [data-phase=found]:has(.notice, [role=tab])').waitFor();
      return results.getAttribute('data-phase');
    },

    /** The cards of all tabs, in the order in which the CRM sent them. */
    coupons: async () => {
      const cards = [];
      const order = page.getByRole('group', { name: 'Sort by' });
      if (await order.count()) await order.getByText('As listed').click();
      for (const name of ['Available', 'Used', 'Void']) {
        if ((await tab(name).count()) === 0) continue;
        await tab(name).click();
        const number = Number((await tab(name).locator('.count').textContent())?.replaceAll(',', ''));
        if (number > 0) await results.locator('article').first().waitFor();
        cards.push(...(await shownCoupons()));
      }
      return cards;
    },

    /** The technical details of a failure by name: `kind`, `code`, `HTTP`, `message`. */
    failure: () =>
      results
        .locator('[role=alert] [data-field]')
        .evaluateAll((details) => Object.fromEntries(details.map((detail) => [detail.getAttribute('data-field'), detail.textContent]))),

    text: () => results.innerText(),
    calls: () => requests.filter((request) => request.method() === 'POST' && request.url().includes('listCpnItemByMember')),
  };
}

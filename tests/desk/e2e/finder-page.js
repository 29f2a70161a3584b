// @ts-check

/**
 * The page object of the scheme finder: the actions of a developer and the texts that the developer sees.
 *
 * @typedef {Awaited<ReturnType<typeof openFinder>>} FinderPage
 */

/**
 * Opens the finder in the settings of a desk, and waits for everything that it loads.
 *
 * @param {import('playwright-core').Page} page
 */
export async function openFinder(page) {
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Cipher scheme finder' }).click();
  const panel = page.getByRole('dialog', { name: 'Cipher scheme finder' });
  await panel.waitFor();
  await page.waitForLoadState('networkidle');

  const outcome = panel.locator('[data-finder-phase]');
  const key = panel.getByLabel('Key', { exact: true });
  const examples = panel.getByLabel('Your own examples');

  return {
    panel,
    key,
    examples,
    others: panel.getByText('more that fit'),

    /**
     * Fills the fields in, starts the search and waits for the outcome.
     *
     * @param {string} theKey
     * @param {string} [theExamples]
     */
    find: async (theKey, theExamples = '') => {
      await key.fill(theKey);
      await examples.fill(theExamples);
      await panel.getByRole('button', { name: 'Find the scheme' }).click();
      await panel.locator('[data-finder-phase]:not([data-finder-phase=initial])').waitFor();
      return outcome.getAttribute('data-finder-phase');
    },

    phase: () => outcome.getAttribute('data-finder-phase'),
    text: () => outcome.innerText(),

    /** The schemes, most likely first: the words and the code of each. */
    schemes: () =>
      outcome.locator('article').evaluateAll((cards) =>
        cards.map((card) => {
          const text = (/** @type {string} */ name) => card.querySelector(`[data-field=${name}]`)?.textContent ?? '';
          return { words: text('words'), code: text('code') };
        }),
      ),

    pressCopy: () => outcome.getByRole('button', { name: 'Copy' }).first().click(),
  };
}

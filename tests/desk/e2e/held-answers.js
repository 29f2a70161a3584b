// @ts-check

/**
 * Delays the responses to look-ups until the test calls `release`, however slow the page is.
 *
 * @param {(memberId: string) => boolean} [isHeld] the members whose responses are delayed; all by default
 */
export function heldAnswers(isHeld = () => true) {
  /** @type {() => void} */
  let release = () => {};
  const released = new Promise((resolve) => (release = () => resolve(undefined)));
  return {
    release,
    /** @param {import('playwright-core').Page} page */
    hold: (page) =>
      page.route('**/listCpnItemByMember', async (route) => {
        if (isHeld(route.request().postDataJSON().memberId)) await released;
        await route.continue();
      }),
  };
}

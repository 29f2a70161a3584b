// @ts-check

/**
 * Look-ups that are not answered before the test says so, however long the page takes until then.
 *
 * @param {(memberId: string) => boolean} [isHeld] of whose coupons; of everybody's unless told otherwise
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

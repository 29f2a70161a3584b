// @ts-check
// What the driver measures inside a page of coupons.

/** @typedef {import('playwright-core').Page} Page */

/**
 * The milliseconds from an event, which `act` causes, until the first coupon on the page has this text.
 *
 * @param {Page} page
 * @param {'keydown' | 'input'} event
 * @param {string} text
 * @param {() => Promise<unknown>} act
 * @returns {Promise<number>}
 */
export async function timeToCoupon(page, event, text, act) {
  await page.evaluate(
    ([event, text]) => {
      const timed = new Promise((resolve) => {
        const look = (/** @type {number} */ began) => {
          if (document.querySelector('article')?.textContent?.includes(text)) resolve(performance.now() - began);
          else requestAnimationFrame(() => look(began));
        };
        addEventListener(event, ({ timeStamp }) => look(timeStamp), { capture: true, once: true });
      });
      Object.assign(globalThis, { timed });
    },
    [event, text],
  );
  await act();
  return page.evaluate('timed');
}

/**
 * Scrolls down and back up, and returns the longest time between two frames in milliseconds, and how far down it came.
 *
 * @param {Page} page
 * @param {{ frames: number, step: number }} how
 */
export const scroll = (page, how) =>
  page.evaluate(async ({ frames, step }) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    scrollTo(0, 0);
    await nextFrame();
    let [longest, deepest, last] = [0, 0, performance.now()];
    for (let frame = 0; frame < frames; frame += 1) {
      scrollBy(0, frame < frames / 2 ? step : -step);
      await nextFrame();
      const now = performance.now();
      longest = Math.max(longest, now - last);
      deepest = Math.max(deepest, scrollY);
      last = now;
    }
    return { longest, deepest };
  }, how);

/**
 * Notes the page's tasks that take 50 ms or more from now on. The browser reports no shorter ones.
 *
 * @param {Page} page
 */
export const watchLongTasks = (page) =>
  page.evaluate(() => {
    /** @type {number[]} */
    const longTasks = [];
    new PerformanceObserver((list) => void longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    Object.assign(globalThis, { longTasks });
  });

/**
 * The milliseconds of each long task.
 *
 * @param {Page} page
 * @returns {Promise<number[]>}
 */
export const longTasks = (page) => page.evaluate('longTasks');

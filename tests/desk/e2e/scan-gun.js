// @ts-check

/** Milliseconds between two characters of a scanner. */
export const GAP_MS = 5;

/**
 * Types like a scanner: one character every few milliseconds, then Enter. Each event has its own timestamp, so the gaps do not depend on the machine.
 *
 * @param {import('playwright-core').Page} page in Chromium
 * @param {string} text
 */
export async function scanInto(page, text) {
  const cdp = await page.context().newCDPSession(page);
  let at = Date.now();
  for (const key of [...text, 'Enter']) {
    const code = key === 'Enter' ? key : /\d/.test(key) ? `Digit${key}` : /[a-z]/i.test(key) ? `Key${key.toUpperCase()}` : 'Minus';
    const virtual = key === 'Enter' ? 13 : key.toUpperCase().charCodeAt(0);
    const event = { key, code, windowsVirtualKeyCode: virtual, timestamp: at / 1_000 };
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key === 'Enter' ? '\r' : key, ...event });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    at += GAP_MS;
  }
  await cdp.detach();
}

/**
 * Types at the speed of a person.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} text
 */
export async function typeByHand(page, text) {
  await page.keyboard.type(text, { delay: 110 });
  await page.keyboard.press('Enter', { delay: 30 });
}

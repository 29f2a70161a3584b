// @ts-check
// The page's side of `browsers.test.js`: runs one case, and says what was wrong with it.
import init from 'houcaller-coupons';
import { frames } from './frames.js';
import { topics } from './topics.js';

/**
 * @param {string} topic
 * @param {string} name
 * @returns {Promise<string>} empty, when the case passed
 */
export async function run(topic, name) {
  try {
    await init();
    /** @type {typeof topics} */
    const all = { ...topics, frames };
    await all[topic][name]();
    return '';
  } catch (thrown) {
    if (!(thrown instanceof Error)) return `threw ${String(thrown)}`;
    const { message, stack = '' } = thrown;
    // Not every engine puts the message there.
    return stack.includes(message) ? stack : `${message}\n${stack}`;
  }
}

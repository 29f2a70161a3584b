// @ts-check
// Runs one case in the page for `browsers.test.js`, and returns the text of its failure.
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
    // In some engines the stack does not contain the message.
    return stack.includes(message) ? stack : `${message}\n${stack}`;
  }
}

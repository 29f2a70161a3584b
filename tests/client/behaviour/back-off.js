// @ts-check
// How long it waits: exponential back-off with full jitter, and what the server asks for. Seen by the hooks, while time is made to fly.
import { list, refusal, replaced } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { between, each, same } from './same.js';
import { good, lost, scripted, status } from './scripted.js';

/** The longest time that `setTimeout` can wait; beyond it, it does not wait at all. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** What ends a wait is then nothing but the wait itself. */
const ENDLESS = { timeoutMs: Infinity, totalTimeoutMs: Infinity };

const delaysOf = (/** @type {ReturnType<typeof scripted>} */ { views }) => views.filter(([name]) => name === 'retry').map(([, { delayMs }]) => delayMs);

/**
 * Lets something run while every wait is over at once, and chance is always the same.
 *
 * @param {number} random
 * @param {() => Promise<unknown>} act
 */
function hurried(random, act) {
  const { setTimeout: start } = globalThis;
  const atOnce = (/** @type {() => void} */ callback) => start(callback, 0);
  return replaced(
    Math,
    'random',
    () => random,
    () => replaced(globalThis, 'setTimeout', atOnce, act),
  );
}

/**
 * The waits after as many failures as the limit allows.
 *
 * @param {number} random
 * @param {import('houcaller-coupons').RetryOptions & { limit: number }} retry
 * @returns {Promise<number[]>}
 */
async function waits(random, retry) {
  const script = scripted([lost], { ...ENDLESS, retry });
  await hurried(random, () => refusal(list(script.given)));
  const delays = delaysOf(script);
  same([delays.length, script.bodies.length], [retry.limit, retry.limit + 1]);
  return delays;
}

/**
 * What is made of an answer's `Retry-After`.
 *
 * @param {string} header handed over as it is: a host's own `Headers` would trim it
 * @param {object} [retry]
 */
async function asked(header, retry) {
  const slow = () => ({ status: 429, headers: { get: () => header } });
  const script = scripted([slow, good], { ...ENDLESS, retry });
  await hurried(0.5, () => list(script.given).catch(() => {}));
  const [, [, { retryAfterMs }]] = script.views;
  return { retryAfterMs, waited: delaysOf(script)[0], attempts: script.bodies.length };
}

/** @type {import('./fixtures.js').Cases} */
export const backOff = {
  async 'the wait doubles up to its bound'() {
    const bounds = [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000];
    same(
      await waits(0, { limit: 9 }),
      bounds.map(() => 0),
    );
    same(
      await waits(0.5, { limit: 9 }),
      bounds.map((bound) => bound / 2),
    );
    const longest = await waits(0.999999, { limit: 9 });
    longest.forEach((wait, index) => between(wait, bounds[index] - 1, bounds[index] - 0.001));
  },

  async 'its bounds can be set'() {
    same(await waits(0.5, { limit: 4, minDelayMs: 10, maxDelayMs: 50 }), [5, 10, 20, 25]);
    same(await waits(0.5, { limit: 2, minDelayMs: 100, maxDelayMs: 10 }), [5, 5]);
    same(await waits(0.5, { limit: 2, minDelayMs: 0 }), [0, 0]);
  },

  async 'nothing overflows'() {
    const most = 2 ** 32 - 1;
    const retry = { limit: 40, minDelayMs: most, maxDelayMs: most };
    same(await waits(0, retry), Array(40).fill(0));
    await each(await waits(0.999, retry), (wait) => between(wait, LONGEST_WAIT_MS / 2, LONGEST_WAIT_MS));
    const small = await waits(0.999, { limit: 40, minDelayMs: 1, maxDelayMs: most });
    await each(small.slice(33), (wait) => between(wait, LONGEST_WAIT_MS / 2, LONGEST_WAIT_MS));
  },

  async 'the limit ends it'() {
    const script = scripted([lost], { ...ENDLESS, retry: undefined });
    await hurried(0.5, () => refusal(list(script.given)));
    same([delaysOf(script), script.bodies.length], [[250, 500], 3]);
    same(await waits(0.5, { limit: 0 }), []);
  },

  async 'what the server asks for is waited for up to a limit'() {
    same(await asked('3'), { retryAfterMs: 3_000, waited: 3_000, attempts: 2 });
    same(await asked('20'), { retryAfterMs: 20_000, waited: 20_000, attempts: 2 });
    same(await asked('21'), { retryAfterMs: 21_000, waited: undefined, attempts: 1 });
    same(await asked('3', { maxRetryAfterMs: 3_000 }), { retryAfterMs: 3_000, waited: 3_000, attempts: 2 });
    same(await asked('3', { maxRetryAfterMs: 2_999 }), { retryAfterMs: 3_000, waited: undefined, attempts: 1 });
    // A moment that is over.
    same((await asked('Wed, 21 Oct 2015 07:28:00 GMT')).waited, 0);
  },

  async 'Retry-After is read as seconds where it is digits and nothing else'() {
    const patient = { maxRetryAfterMs: 4e9 };
    same(await asked('0', patient), { retryAfterMs: 0, waited: 0, attempts: 2 });
    same(await asked(' 120 ', patient), { retryAfterMs: 120_000, waited: 120_000, attempts: 2 });
    // What asks for nothing is answered with the back-off.
    await each(['', 'soon'], async (header) => {
      same(await asked(header, patient), { retryAfterMs: undefined, waited: 250, attempts: 2 });
    });
    // Some engines read a date of the past into these. No engine may read seconds into them.
    await each(['-1', '1.5'], async (header) => {
      const { retryAfterMs = 0, waited, attempts } = await asked(header, patient);
      between(retryAfterMs, -Infinity, 0);
      same([retryAfterMs === -1_000, attempts], [false, 2]);
      between(waited, 0, 250);
    });
    const { retryAfterMs, attempts } = await asked('99999999999999999999', patient);
    between(retryAfterMs, 1e11, Number.MAX_VALUE);
    same(attempts, 1);
    // Longer than any timer: not waited for, whatever the limit.
    same((await asked('2147484', patient)).attempts, 1);
  },

  async 'where the server asks for nothing, nothing is told of it'() {
    await each([lost, status(503)], async (outcome) => {
      const { given, views } = scripted([outcome], { retry: 0 });
      await refusal(list(given));
      same('retryAfterMs' in views[1][1], false);
    });
  },
};

void runAlone('back-off.js', backOff);

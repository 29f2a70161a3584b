// @ts-check
// The waits between attempts: exponential back-off with full jitter, or the server's Retry-After. The hooks report them; `setTimeout` is
// replaced, so that no test waits.
import { list, refusal, replaced } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { between, each, same } from './same.js';
import { good, lost, scripted, status } from './scripted.js';

/** The longest delay of `setTimeout`. With a longer one it does not wait at all. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** Without deadlines, so that none of them ends a wait. */
const NO_DEADLINES = { timeoutMs: Infinity, totalTimeoutMs: Infinity };

const delaysOf = (/** @type {ReturnType<typeof scripted>} */ { views }) => views.filter(([name]) => name === 'retry').map(([, { delayMs }]) => delayMs);

/**
 * Runs a function while `setTimeout` waits 0 ms and `Math.random` always returns the same number.
 *
 * @param {number} random
 * @param {() => Promise<unknown>} act
 */
function withoutWaits(random, act) {
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
  const script = scripted([lost], { ...NO_DEADLINES, retry });
  await withoutWaits(random, () => refusal(list(script.given)));
  const delays = delaysOf(script);
  same([delays.length, script.bodies.length], [retry.limit, retry.limit + 1]);
  return delays;
}

/**
 * The wait after a 429 with this `Retry-After`.
 *
 * @param {string} header returned unchanged, because the host's `Headers` would trim it
 * @param {object} [retry]
 */
async function asked(header, retry) {
  const slow = () => ({ status: 429, headers: { get: (/** @type {string} */ name) => (/^retry-after$/i.test(name) ? header : null) } });
  const script = scripted([slow, good], { ...NO_DEADLINES, retry });
  await withoutWaits(0.5, () => list(script.given).catch(() => {}));
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

  async 'the wait does not overflow'() {
    const most = 2 ** 32 - 1;
    const retry = { limit: 40, minDelayMs: most, maxDelayMs: most };
    same(await waits(0, retry), Array(40).fill(0));
    await each(await waits(0.999, retry), (wait) => between(wait, LONGEST_WAIT_MS / 2, LONGEST_WAIT_MS));
    const small = await waits(0.999, { limit: 40, minDelayMs: 1, maxDelayMs: most });
    await each(small.slice(33), (wait) => between(wait, LONGEST_WAIT_MS / 2, LONGEST_WAIT_MS));
  },

  async 'there are as many waits as the limit allows'() {
    const script = scripted([lost], { ...NO_DEADLINES, retry: undefined });
    await withoutWaits(0.5, () => refusal(list(script.given)));
    same([delaysOf(script), script.bodies.length], [[250, 500], 3]);
    same(await waits(0.5, { limit: 0 }), []);
  },

  async 'Retry-After is waited for up to maxRetryAfterMs'() {
    same(await asked('3'), { retryAfterMs: 3_000, waited: 3_000, attempts: 2 });
    same(await asked('20'), { retryAfterMs: 20_000, waited: 20_000, attempts: 2 });
    same(await asked('21'), { retryAfterMs: 21_000, waited: undefined, attempts: 1 });
    same(await asked('3', { maxRetryAfterMs: 3_000 }), { retryAfterMs: 3_000, waited: 3_000, attempts: 2 });
    same(await asked('3', { maxRetryAfterMs: 2_999 }), { retryAfterMs: 3_000, waited: undefined, attempts: 1 });
    // A date in the past.
    same(await asked('Wed, 21 Oct 2015 07:28:00 GMT'), { retryAfterMs: 0, waited: 0, attempts: 2 });
  },

  async 'Retry-After is read as seconds only if it is all digits'() {
    const patient = { maxRetryAfterMs: 4e9 };
    same(await asked('0', patient), { retryAfterMs: 0, waited: 0, attempts: 2 });
    same(await asked(' 120 ', patient), { retryAfterMs: 120_000, waited: 120_000, attempts: 2 });
    // An unreadable header is ignored, and the back-off decides.
    await each(['', 'soon', 'soon 5', 'in 5', 'May 2001'], async (header) => {
      same(await asked(header, patient), { retryAfterMs: undefined, waited: 250, attempts: 2 });
    });
    // Some engines parse these as dates in the past. None may read them as seconds.
    await each(['-1', '1.5'], async (header) => {
      const { retryAfterMs = 0, waited, attempts } = await asked(header, patient);
      between(retryAfterMs, -Infinity, 0);
      same([retryAfterMs === -1_000, attempts], [false, 2]);
      between(waited, 0, 250);
    });
    const { retryAfterMs, attempts } = await asked('99999999999999999999', patient);
    between(retryAfterMs, 1e11, Number.MAX_VALUE);
    same(attempts, 1);
    // Longer than `setTimeout` can wait, so there is no second attempt, whatever maxRetryAfterMs is.
    same((await asked('2147484', patient)).attempts, 1);
  },

  async 'without Retry-After the hooks get no retryAfterMs'() {
    await each([lost, status(503)], async (outcome) => {
      const { given, views } = scripted([outcome], { retry: 0 });
      await refusal(list(given));
      same('retryAfterMs' in views[1][1], false);
    });
  },
};

void runAlone('back-off.js', backOff);

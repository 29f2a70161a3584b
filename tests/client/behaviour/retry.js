// @ts-check
// Attempts, the waits between them, and the deadlines and aborts that end them.
import { CouponClient } from 'houcaller-coupons';
import { COUPONS, QUERY, RESPONSE, list, refusal, replaced, thrownBy, describeError } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, between, identical, same } from './same.js';
import { answer, good, hang, lost, scripted, status } from './scripted.js';

/** @typedef {import('./scripted.js').Outcome} Outcome */

/** The limit for a call that waits for nothing. It allows for a busy machine. */
const AT_ONCE_MS = 1_000;

/**
 * How many coupons came, and after how many attempts.
 *
 * @param {ReturnType<typeof scripted>} script
 */
async function ended({ given, bodies }) {
  const coupons = await list(given);
  return [coupons.length, bodies.length];
}

/**
 * Counts the listeners that are added to a signal from now on and not removed.
 *
 * @param {AbortSignal} signal
 */
function countListeners(signal) {
  let count = 0;
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  Object.assign(signal, {
    addEventListener(/** @type {Parameters<typeof add>} */ ...given) {
      count += 1;
      add.apply(signal, given);
    },
    removeEventListener(/** @type {Parameters<typeof remove>} */ ...given) {
      count -= 1;
      remove.apply(signal, given);
    },
  });
  return () => count;
}

/** @type {[moment: 'before' | 'during' | 'between', Outcome, sent: number][]} */
const MOMENTS = [
  ['before', good, 0],
  ['during', hang, 1],
  ['between', lost, 1],
];

/** The arguments of `abort`. Without one, the signal creates its own reason. */
const REASONS = [[new Error('stop')], ['why'], [undefined], [], [new DOMException('gone', 'AbortError')], [null], [0]];

/**
 * Aborts a call that would otherwise last for days.
 *
 * @param {typeof MOMENTS[number]} when
 * @param {unknown[]} reason
 */
async function abortAt([moment, outcome, sent], reason) {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = countListeners(signal);
  let abortedAt = NaN;
  const abort = () => {
    abortedAt = performance.now();
    controller.abort(...reason);
  };
  const onRetry = () => moment === 'between' && void setTimeout(abort, 10);
  const patient = { retry: { minDelayMs: 1e9, maxDelayMs: 1e9 }, totalTimeoutMs: Infinity };
  const { given, bodies } = scripted([outcome], { ...patient, onRetry });
  if (moment === 'before') abort();
  if (moment === 'during') setTimeout(abort, 10);
  const thrown = await thrownBy(list(given, { signal }));
  const late = performance.now() - abortedAt;
  identical(thrown, signal.reason);
  same([bodies.length, listeners()], [sent, 0]);
  between(late, 0, AT_ONCE_MS);
}

/**
 * How many timers a function starts, and how many of them are left when it has ended.
 *
 * @param {() => Promise<unknown>} act
 */
async function timersLeftBy(act) {
  const running = new Set();
  let started = 0;
  const { setTimeout: start, clearTimeout: end } = globalThis;
  const startCounted = (/** @type {() => void} */ callback, /** @type {number} */ ms) => {
    started += 1;
    const timer = start(() => {
      running.delete(timer);
      callback();
    }, ms);
    running.add(timer);
    return timer;
  };
  const endCounted = (/** @type {any} */ timer) => {
    running.delete(timer);
    end(timer);
  };
  await replaced(globalThis, 'setTimeout', startCounted, () => replaced(globalThis, 'clearTimeout', endCounted, act));
  return { started, left: running.size };
}

/** @type {import('./fixtures.js').Cases} */
export const retry = {
  async 'retries transient failures'() {
    const outcomes = [lost, ...[408, 425, 429, 500, 502, 503, 504].map((it) => status(it))];
    await each(outcomes, async (outcome) => same(await ended(scripted([outcome, outcome, good])), [COUPONS, 3]));
  },

  async 'does not retry permanent failures'() {
    const outcomes = [status(400), status(404), status(501), answer('<html>'), answer('{"code":1004}')];
    await each(outcomes, async (outcome) => {
      const { given, bodies } = scripted([outcome, good]);
      await refusal(list(given));
      same(bodies.length, 1);
    });
  },

  async 'retries the codes in retry.codes'() {
    const options = { retry: { minDelayMs: 1, codes: [1013] } };
    same(await ended(scripted([answer('{"code":1013}'), good], options)), [COUPONS, 2]);
  },

  async 'retryable says whether the same call may succeed later'() {
    const ends = async (/** @type {Outcome} */ outcome) => {
      const { given } = scripted([outcome], { timeoutMs: 20, retry: { limit: 0, codes: [1006] } });
      return (await thrownBy(list(given))).retryable;
    };
    await each([408, 425, 429, 500, 502, 503, 504], async (it) => same(await ends(status(it)), true));
    await each([0, 301, 400, 401, 403, 404, 501, 505], async (it) => same(await ends(status(it)), false));
    same([await ends(answer('{"code":1006}')), await ends(answer('{"code":1004}'))], [true, false]);
    same([await ends(lost), await ends(hang), await ends(answer('<html>'))], [true, true, false]);
    const wrongQuery = await thrownBy(new CouponClient(scripted([good]).given).listCoupons({}));
    same([wrongQuery.kind, wrongQuery.retryable], ['input', false]);
  },

  async 'gives up after the limit, and the error has the number of attempts'() {
    /** @type {[object, number][]} */
    const rows = [
      [{}, 3],
      [{ retry: 0 }, 1],
      [{ retry: { limit: 4, minDelayMs: 1 } }, 5],
    ];
    await each(rows, async ([options, expected]) => {
      const { given, bodies } = scripted([status(503)], options);
      const thrown = await thrownBy(list(given));
      same([thrown.attempts, bodies.length, thrown.retryable], [expected, expected, true]);
    });
  },

  async 'the retry of a call overrides that of the client'() {
    const { given, bodies } = scripted([status(503), good]);
    same(await refusal(list(given, { retry: 0 })), 'http: the CRM answered HTTP status 503');
    same(bodies.length, 1);
  },

  async 'every attempt has a fresh timestamp'() {
    const script = scripted([lost, lost, good]);
    await list(script.given);
    same(
      script.bodies.map((body) => JSON.parse(body).timestamp),
      ['1000', '1001', '1002'],
    );
  },

  async 'waits for Retry-After'() {
    // An HTTP date has whole seconds, so 1,900 ms may become 900.
    const headers = [() => '1', () => new Date(Date.now() + 1900).toUTCString()];
    await each(headers, async (header) => {
      const began = performance.now();
      same(await ended(scripted([status(429, { 'retry-after': header() }), good])), [COUPONS, 2]);
      between(performance.now() - began, 850, 1_900 + AT_ONCE_MS);
    });
  },

  async 'a Retry-After beyond the limit or the deadline ends the call'() {
    /** @type {[string, object][]} */
    const rows = [
      ['21', {}],
      ['9', { retry: { maxRetryAfterMs: 8000 } }],
      ['5', { totalTimeoutMs: 4000 }],
    ];
    await each(rows, async ([header, options]) => {
      const { given, bodies } = scripted([status(429, { 'retry-after': header }), good], options);
      const began = performance.now();
      same(await refusal(list(given)), 'http: the CRM answered HTTP status 429');
      between(performance.now() - began, 0, AT_ONCE_MS);
      same(bodies.length, 1);
    });
  },

  async 'timeoutMs limits an attempt, and totalTimeoutMs the call'() {
    same(await ended(scripted([hang, good], { timeoutMs: 20, retry: { minDelayMs: 1 } })), [COUPONS, 2]);

    const twice = scripted([hang], { timeoutMs: 20, retry: { limit: 1, minDelayMs: 1 } });
    const thrown = await thrownBy(list(twice.given));
    same([describeError(thrown), thrown.attempts], ['timeout: no complete answer came within 20 ms', 2]);

    const whole = scripted([hang], { timeoutMs: Infinity, totalTimeoutMs: 30 });
    same(await refusal(list(whole.given)), 'timeout: no complete answer came within 30 ms');
    same(whole.bodies.length, 1);
  },

  async 'a timeoutMs below 1 is shown as 1'() {
    same(await refusal(list(scripted([hang], { timeoutMs: 0.5, retry: 0 }).given)), 'timeout: no complete answer came within 1 ms');
  },

  async 'an abort in onRequest sends nothing, and one in fetch or onResponse rejects although a good answer came'() {
    /** @type {[moment: 'request' | 'fetch' | 'response', expected: string[]][]} */
    const rows = [
      ['request', ['request']],
      ['fetch', ['request', 'fetch']],
      ['response', ['request', 'fetch', 'response']],
    ];
    await each(rows, async ([moment, expected]) => {
      const controller = new AbortController();
      const reason = new Error('stop');
      /** @type {string[]} */
      const events = [];
      const happens = (/** @type {string} */ event) => {
        events.push(event);
        if (event === moment) controller.abort(reason);
      };
      const outcome = () => (happens('fetch'), new Response(RESPONSE));
      const hooks = { onRequest: () => happens('request'), onResponse: () => happens('response'), onRetry: () => happens('retry') };
      const { given } = scripted([outcome], hooks);
      identical(await thrownBy(list(given, { signal: controller.signal })), reason);
      same(events, expected);
    });
  },

  async 'a request that is given up is aborted'() {
    const { given, signals } = scripted([hang], { timeoutMs: 20, retry: 0 });
    same(await refusal(list(given)), 'timeout: no complete answer came within 20 ms');
    same(
      signals.map(({ aborted }) => aborted),
      [true],
    );
  },

  async 'an abort at any moment rejects the call at once with its reason, and leaves no listener'() {
    await each(REASONS, (reason) => each(MOMENTS, (moment) => abortAt(moment, reason)));
  },

  async 'no timer is left behind'() {
    const scripts = [[good], [lost, good], [status(404)], [status(503)], [hang, good]];
    const { started, left } = await timersLeftBy(async () => {
      for (const outcomes of scripts) {
        const { given } = scripted(outcomes, { timeoutMs: 20, retry: { minDelayMs: 1 } });
        await list(given).catch(describeError);
      }
    });
    between(started, scripts.length, Infinity);
    same(left, 0);
  },

  async 'the hooks get the documented fields of each attempt, and no others'() {
    const { given, views } = scripted([status(503, { 'retry-after': '0' }), lost, good]);
    await list(given);
    const endpoint = 'listCpnItemByMember';
    const shown = views.map(([name, { durationMs, delayMs, ...view }]) => {
      const measured = name === 'response' ? durationMs : name === 'retry' ? delayMs : 0;
      between(measured, 0, AT_ONCE_MS);
      return { name, ...view };
    });
    same(shown, [
      { name: 'request', endpoint, attempt: 1 },
      { name: 'response', endpoint, attempt: 1, kind: 'http', status: 503, retryAfterMs: 0 },
      { name: 'retry', endpoint, attempt: 1, kind: 'http', status: 503 },
      { name: 'request', endpoint, attempt: 2 },
      { name: 'response', endpoint, attempt: 2, kind: 'network' },
      { name: 'retry', endpoint, attempt: 2, kind: 'network' },
      { name: 'request', endpoint, attempt: 3 },
      { name: 'response', endpoint, attempt: 3, status: 200, code: 0 },
    ]);
  },

  async 'the hooks of a call are called as well as those of the configuration'() {
    const { given, views } = scripted([lost, good]);
    /** @type {string[]} */
    const own = [];
    const hook = (/** @type {string} */ name) => () => void own.push(name);
    await new CouponClient(given).listCoupons(QUERY, {
      onRequest: hook('request'),
      onResponse: hook('response'),
      onRetry: hook('retry'),
    });
    same(own, ['request', 'response', 'retry', 'request', 'response']);
    same(
      views.map(([name]) => name),
      own,
    );
  },

  async 'the hooks of the configuration are called before those of the call'() {
    /** @type {string[]} */
    const called = [];
    const hooks = (/** @type {string} */ whose) => ({
      onRequest: () => void called.push(`${whose} request`),
      onResponse: () => void called.push(`${whose} response`),
      onRetry: () => void called.push(`${whose} retry`),
    });
    await list(scripted([lost, good], hooks('client')).given, hooks('call'));
    same(
      called,
      ['request', 'response', 'retry', 'request', 'response'].flatMap((name) => [`client ${name}`, `call ${name}`]),
    );
  },

  async 'onResponse and onRetry get the code of an api error'() {
    const { given, views } = scripted([answer('{"code":1013}'), good], { retry: { minDelayMs: 1, codes: [1013] } });
    await list(given);
    same(
      views.slice(1, 3).map(([name, { kind, status, code }]) => [name, kind, status, code]),
      ['response', 'retry'].map((name) => [name, 'api', 200, 1013]),
    );
  },

  async 'a hook that throws or rejects does not change the result'() {
    const hooks = [
      () => {
        throw new Error('hook');
      },
      () => Promise.reject(new Error('hook')),
      () => ({ then: 1 }),
    ];
    await each(hooks, async (hook) => {
      const options = { onRequest: hook, onResponse: hook, onRetry: hook };
      same(await ended(scripted([lost, good], options)), [COUPONS, 2]);
    });
  },
};

void runAlone('retry.js', retry);

// @ts-check
// Lets the mini-program's client meet rows of the table of faults: what tests/support/faults/meet.js is for Node and browsers.
import { PUBLISHED_MEMBER, QUICK } from '../faults/table.js';
import { wait, watchListeners } from '../faults/watch.js';

/**
 * @typedef {import('./request-hosts.js').Change} Change
 * @typedef {import('./harness.js').Entry} Entry
 * @typedef {{ entry: () => Entry, timers: () => number, run: (code: string) => any }} Started
 * @typedef {{ url: string, refusingUrl: string, key: string, channel: string }} Setting
 */

let meetings = 0;

/**
 * @param {(change: Change) => Started} start a mini-program whose requests are changed on their way out
 * @param {Setting} setting
 * @param {string[]} rejections that nobody handled, so far
 * @param {(entry: Entry, change: Change) => typeof fetch} [fetchOf] a `fetch` in place of the default one
 */
export async function openMeetings(start, setting, rejections, fetchOf) {
  /** @type {{ row: import('../faults/table.js').Row, faultId: string } | undefined} */
  let met;

  /** @type {Change} */
  const change = (sent) => {
    if (met?.row.refused) return { ...sent, url: sent.url.replace(setting.url, setting.refusingUrl) };
    if (!met?.row.fault) return sent;
    const { fault, by } = met.row;
    const told = fault.includes('times=') ? `${fault}, fault-id=${met.faultId}` : fault;
    if (by === 'url') return { ...sent, url: `${sent.url}?fault=${encodeURIComponent(told)}` };
    return { ...sent, headers: { ...sent.headers, 'x-sandbox-fault': told } };
  };

  const started = start(change);
  const entry = started.entry();
  const { AbortController, CouponClient, init } = entry;
  await init();
  /** @type {InstanceType<typeof CouponClient>} */
  let client;

  /** @param {import('../faults/table.js').Row} row */
  async function meet(row) {
    meetings += 1;
    met = { row, faultId: `mini-program-${meetings}` };
    /** @type {import('../faults/meet.js').View[]} */
    const views = [];
    const shown = (/** @type {'onRequest' | 'onResponse' | 'onRetry'} */ hook) => (/** @type {any} */ view) => void views.push({ hook, view });
    client = new CouponClient({
      baseUrl: `${setting.url}/htest/openapi/v1`,
      channel: setting.channel,
      cipher: { key: setting.key },
      dangerouslyAllowBrowser: true,
      fetch: fetchOf?.(entry, change),
      ...QUICK,
      onRequest: shown('onRequest'),
      onResponse: shown('onResponse'),
      onRetry: shown('onRetry'),
      ...row.config?.(() => met !== undefined),
    });
    const caller = new AbortController();
    const { signal } = caller;
    const listenersLeft = watchListeners(/** @type {any} */ (signal));
    if (row.abort) {
      const { afterMs, reason } = row.abort;
      if (afterMs === undefined) caller.abort(reason);
      else wait(afterMs).then(() => caller.abort(reason));
    }
    const timersBefore = started.timers();
    const began = performance.now();
    const end = await endOf(client.listCoupons(row.query ?? { memberId: PUBLISHED_MEMBER }, { ...row.options, signal }));
    const ms = performance.now() - began;
    const left = { timers: started.timers() - timersBefore, listeners: listenersLeft() };
    met = undefined;
    // Long enough for a rejection that comes late to be seen by whoever asks next.
    await wait(5);
    const aborted = 'thrown' in end && signal.aborted && end.thrown === signal.reason;
    return { ...describeEnd(end), aborted, ms, ...left, views: plain(views) };
  }

  /** @param {{ coupons: unknown } | { thrown: any }} end */
  function describeEnd(end) {
    if ('coupons' in end) return { coupons: plain(end.coupons) };
    const { thrown } = end;
    if (!(thrown instanceof entry.CouponError)) return { thrown: String(thrown) };
    const { name, kind, message, status, code, retryable, attempts, cause } = thrown;
    // The realm has exceptions of its own.
    const RealmError = started.run('Error');
    const told = { kind, message, status, code, retryable, attempts };
    return { error: { ...told, cause: cause instanceof RealmError }, name, isError: thrown instanceof RealmError, json: JSON.stringify(thrown) };
  }

  const again = async () => describeEnd(await endOf(client.listCoupons({ memberId: PUBLISHED_MEMBER })));
  // One kind of report for all hosts, though each leaves out what it has not.
  return /** @type {import('../faults/check.js').Host} */ (/** @type {unknown} */ ({ meet, again, rejections: async () => rejections }));
}

/** Without the other realm's prototypes. @param {unknown} value */
const plain = (value) => JSON.parse(JSON.stringify(value));

/** @param {Promise<unknown>} call */
async function endOf(call) {
  try {
    return { coupons: await call };
  } catch (thrown) {
    return { thrown };
  }
}

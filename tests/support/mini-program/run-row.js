// @ts-check
// Runs the call of one row of the table of faults in a mini-program. For Node and browsers there is tests/support/faults/run-row.js.
import { PUBLISHED_MEMBER, QUICK } from '../faults/table.js';
import { wait, watchListeners } from '../faults/watch.js';

/**
 * @typedef {import('./request-hosts.js').Change} Change
 * @typedef {import('./harness.js').Entry} Entry
 * @typedef {{ entry: () => Entry, timers: () => number, run: (code: string) => any }} Started
 * @typedef {{ url: string, refusingUrl: string, key: string, channel: string }} Setting
 */

let runs = 0;

/**
 * @param {(change: Change) => Started} start starts a mini-program and applies the change to each of its requests
 * @param {Setting} setting
 * @param {string[]} rejections the unhandled rejections so far
 * @param {(entry: Entry, change: Change) => typeof fetch} [fetchOf] a `fetch` in place of the default one
 */
export async function openRunner(start, setting, rejections, fetchOf) {
  /** @type {{ row: import('../faults/table.js').Row, faultId: string } | undefined} */
  let current;

  /** @type {Change} */
  const change = (sent) => {
    if (current?.row.refused) return { ...sent, url: sent.url.replace(setting.url, setting.refusingUrl) };
    if (!current?.row.fault) return sent;
    const { fault, by } = current.row;
    const faultWithId = fault.includes('times=') ? `${fault}, fault-id=${current.faultId}` : fault;
    if (by === 'url') return { ...sent, url: `${sent.url}?fault=${encodeURIComponent(faultWithId)}` };
    return { ...sent, headers: { ...sent.headers, 'x-sandbox-fault': faultWithId } };
  };

  const started = start(change);
  const entry = started.entry();
  const { AbortController, CouponClient, init } = entry;
  await init();
  /** @type {InstanceType<typeof CouponClient>} */
  let client;

  /** @param {import('../faults/table.js').Row} row */
  async function run(row) {
    runs += 1;
    current = { row, faultId: `mini-program-${runs}` };
    /** @type {import('../faults/run-row.js').View[]} */
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
      ...row.config?.(() => current !== undefined),
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
    current = undefined;
    // Waits, so that a late unhandled rejection is recorded before the test reads the list.
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
    // The realm has its own Error class.
    const RealmError = started.run('Error');
    const fields = { kind, message, status, code, retryable, attempts };
    return { error: { ...fields, cause: cause instanceof RealmError }, name, isError: thrown instanceof RealmError, json: JSON.stringify(thrown) };
  }

  const again = async () => describeEnd(await endOf(client.listCoupons({ memberId: PUBLISHED_MEMBER })));
  // Cast, because this report lacks some fields of the other hosts' reports.
  return /** @type {import('../faults/check.js').Host} */ (/** @type {unknown} */ ({ run, again, rejections: async () => rejections }));
}

/** A copy with the prototypes of this realm, which `deepEqual` compares. @param {unknown} value */
const plain = (value) => JSON.parse(JSON.stringify(value));

/** @param {Promise<unknown>} call */
async function endOf(call) {
  try {
    return { coupons: await call };
  } catch (thrown) {
    return { thrown };
  }
}

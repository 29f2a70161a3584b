// @ts-check
// Runs the call of one row of the table of faults, in Node or in a page, and records its result and what it left behind.
import init, { CouponClient, CouponError } from 'houcaller-coupons';
import { PUBLISHED_MEMBER, QUICK } from './table.js';
import { wait, watchListeners, watchRejections, watchTimers } from './watch.js';

/**
 * @typedef {object} Setting
 * @property {string} url of the sandbox
 * @property {string} refusingUrl an address on which no server listens
 * @property {string} key
 * @property {string} channel
 * @property {Record<string, string>} [headers]
 *
 * @typedef {{ coupons: import('houcaller-coupons').Coupon[] } | { thrown: unknown }} End of a call
 *
 * @typedef {object} View the argument of a hook
 * @property {'onRequest' | 'onResponse' | 'onRetry'} hook
 * @property {import('houcaller-coupons').ResponseView} view
 *
 * @typedef {object} Run
 * @property {End} end
 * @property {boolean} aborted whether the thrown value is identical to the reason of the caller's signal
 * @property {number} ms the duration of the call
 * @property {number} timers that were left when it ended
 * @property {number} listeners that were left on the caller's signal when it ended
 * @property {View[]} views
 * @property {CouponClient} client
 * @property {() => Promise<End>} again the same client's next call, without the fault
 */

let runs = 0;

/**
 * @param {Setting} setting
 * @param {object} [options]
 * @param {(body: string) => void} [options.onSend] gets the body of each request
 */
export async function openRunner(setting, { onSend } = {}) {
  await init();
  const rejections = watchRejections();
  const timersLeft = watchTimers();
  const hostFetch = globalThis.fetch;
  /** @type {{ row: import('./table.js').Row, faultId: string } | undefined} */
  let current;

  // The fault is added to the request here, so that the client's configuration is the same with it and without it.
  globalThis.fetch = (url, given = {}) => {
    onSend?.(String(given.body));
    return hostFetch(...withFault(String(url), given));
  };

  return { run, rejections };

  /**
   * @param {string} url
   * @param {RequestInit} given
   * @returns {[string, RequestInit]}
   */
  function withFault(url, given) {
    if (current?.row.refused) return [url.replace(setting.url, setting.refusingUrl), given];
    if (!current?.row.fault) return [url, given];
    const { fault, by } = current.row;
    const faultWithId = fault.includes('times=') ? `${fault}, fault-id=${current.faultId}` : fault;
    if (by === 'url') return [`${url}?fault=${encodeURIComponent(faultWithId)}`, given];
    return [url, { ...given, headers: { ...Object(given.headers), 'x-sandbox-fault': faultWithId } }];
  }

  /**
   * @param {import('./table.js').Row} row
   * @returns {Promise<Run>}
   */
  async function run(row) {
    runs += 1;
    current = { row, faultId: `run-${runs}` };
    /** @type {View[]} */
    const views = [];
    const shown = (/** @type {View['hook']} */ hook) => (/** @type {any} */ view) => void views.push({ hook, view });
    const client = new CouponClient({
      baseUrl: `${setting.url}/htest/openapi/v1`,
      channel: setting.channel,
      cipher: { key: setting.key },
      headers: setting.headers,
      dangerouslyAllowBrowser: true,
      ...QUICK,
      onRequest: shown('onRequest'),
      onResponse: shown('onResponse'),
      onRetry: shown('onRetry'),
      ...row.config?.(() => current !== undefined),
    });
    const caller = new AbortController();
    const { signal } = caller;
    const listenersLeft = watchListeners(signal);
    if (row.abort) {
      const { afterMs, reason } = row.abort;
      if (afterMs === undefined) caller.abort(reason);
      else wait(afterMs).then(() => caller.abort(reason));
    }

    const query = row.query ?? { memberId: PUBLISHED_MEMBER };
    const began = performance.now();
    const end = await endOf(client.listCoupons(query, { ...row.options, signal }));
    const ms = performance.now() - began;
    const left = { timers: timersLeft(), listeners: listenersLeft() };
    current = undefined;
    // Waits, so that a late unhandled rejection is recorded before the test reads the list.
    await wait(5);
    return {
      end,
      aborted: 'thrown' in end && signal.aborted && end.thrown === signal.reason,
      ms,
      ...left,
      views,
      client,
      again: () => endOf(client.listCoupons({ memberId: PUBLISHED_MEMBER })),
    };
  }
}

/**
 * @param {Promise<import('houcaller-coupons').Coupon[]>} call
 * @returns {Promise<End>}
 */
async function endOf(call) {
  try {
    return { coupons: await call };
  } catch (thrown) {
    return { thrown };
  }
}

/**
 * An end as plain data, which can be sent from a page to the test.
 *
 * @param {End} end
 */
export function describeEnd(end) {
  if ('coupons' in end) return { coupons: end.coupons };
  if (!(end.thrown instanceof CouponError)) return { thrown: String(end.thrown) };
  const { name, kind, message, status, code, retryable, attempts, cause } = end.thrown;
  const fields = { kind, message, status, code, retryable, attempts };
  const isError = end.thrown instanceof Error && typeof end.thrown.stack === 'string';
  return { error: { ...fields, cause: cause instanceof Error }, name, isError, json: JSON.stringify(end.thrown) };
}

/** @param {Run} run */
export function describeRun({ end, client: _client, again: _again, ...rest }) {
  return { ...describeEnd(end), ...rest };
}

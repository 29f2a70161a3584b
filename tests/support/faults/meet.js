// @ts-check
// Lets a client meet one row of the table, in whatever host this runs.
import init, { CouponClient, CouponError } from 'houcaller-coupons';
import { PUBLISHED_MEMBER, QUICK } from './table.js';
import { wait, watchListeners, watchRejections, watchTimers } from './watch.js';

/**
 * @typedef {object} Setting
 * @property {string} url of the sandbox
 * @property {string} refusingUrl where nobody listens
 * @property {string} key
 * @property {string} channel
 * @property {Record<string, string>} [headers]
 *
 * @typedef {{ coupons: import('houcaller-coupons').Coupon[] } | { thrown: unknown }} End of a call
 *
 * @typedef {object} View one that a hook was shown
 * @property {'onRequest' | 'onResponse' | 'onRetry'} hook
 * @property {import('houcaller-coupons').ResponseView} view
 *
 * @typedef {object} Meeting
 * @property {End} end
 * @property {boolean} aborted whether what was thrown is the very reason of the caller's signal
 * @property {number} ms that it took
 * @property {number} timers that were left when it ended
 * @property {number} listeners that were left on the caller's signal when it ended
 * @property {View[]} views
 * @property {CouponClient} client
 * @property {() => Promise<End>} again the same client's next call, without the fault
 */

let meetings = 0;

/**
 * @param {Setting} setting
 * @param {object} [told]
 * @param {(body: string) => void} [told.onSend] each request's body
 */
export async function openMeetings(setting, { onSend } = {}) {
  await init();
  const rejections = watchRejections();
  const timersLeft = watchTimers();
  const hostFetch = globalThis.fetch;
  /** @type {{ row: import('./table.js').Row, faultId: string } | undefined} */
  let met;

  // The fault is added on the way out, so that the client is the same with it and without it.
  globalThis.fetch = (url, given = {}) => {
    onSend?.(String(given.body));
    return hostFetch(...spoilt(String(url), given));
  };

  return { meet, rejections };

  /**
   * @param {string} url
   * @param {RequestInit} given
   * @returns {[string, RequestInit]}
   */
  function spoilt(url, given) {
    if (met?.row.refused) return [url.replace(setting.url, setting.refusingUrl), given];
    if (!met?.row.fault) return [url, given];
    const { fault, by } = met.row;
    const told = fault.includes('times=') ? `${fault}, fault-id=${met.faultId}` : fault;
    if (by === 'url') return [`${url}?fault=${encodeURIComponent(told)}`, given];
    return [url, { ...given, headers: { ...Object(given.headers), 'x-sandbox-fault': told } }];
  }

  /**
   * @param {import('./table.js').Row} row
   * @returns {Promise<Meeting>}
   */
  async function meet(row) {
    meetings += 1;
    met = { row, faultId: `meeting-${meetings}` };
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
      ...row.config?.(() => met !== undefined),
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
    met = undefined;
    // Long enough for a rejection that comes late to be seen by whoever asks next.
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
 * An end as plain data, which can leave a page.
 *
 * @param {End} end
 */
export function describeEnd(end) {
  if ('coupons' in end) return { coupons: end.coupons };
  if (!(end.thrown instanceof CouponError)) return { thrown: String(end.thrown) };
  const { name, kind, message, status, code, retryable, attempts, cause } = end.thrown;
  const told = { kind, message, status, code, retryable, attempts };
  const isError = end.thrown instanceof Error && typeof end.thrown.stack === 'string';
  return { error: { ...told, cause: cause instanceof Error }, name, isError, json: JSON.stringify(end.thrown) };
}

/** @param {Meeting} meeting */
export function describeMeeting({ end, client: _client, again: _again, ...rest }) {
  return { ...describeEnd(end), ...rest };
}

// @ts-check
// Fixtures of the cases: configurations with a replaced `fetch`, and helpers that return what a call threw.
import { CouponClient, CouponError } from 'houcaller-coupons';
import published from '../../../sandbox/published-response.json' with { type: 'json' };

/** @typedef {Record<string, () => void | Promise<void>>} Cases by name; each throws when it fails */

/** The answer that the vendor's documentation prints. */
export const RESPONSE = JSON.stringify(published);
export const COUPONS = published.data.list.length;

export const QUERY = { memberId: 'K1H93QDKI00B7' };
export const CIPHER = { key: '12345678' };

/** The encrypted query, printed by the JDK and by OpenSSL: see tests/client/vectors/known-answer.test.js. */
export const KNOWN_ANSWER = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';

/**
 * A complete configuration with some fields replaced. Its type is `any`, because most replacements are wrong on purpose.
 *
 * @param {object} [change] getters are copied as getters
 * @returns {any}
 */
export function config(change = {}) {
  const whole = {
    baseUrl: '/v1/',
    channel: 'hkl-test',
    cipher: CIPHER,
    dangerouslyAllowBrowser: true,
    now: () => 1581406120924,
    retry: 0,
    fetch: unexpectedFetch,
  };
  return Object.defineProperties(whole, Object.getOwnPropertyDescriptors(change));
}

function unexpectedFetch() {
  throw new Error('fetch was called, and the test expects no request');
}

/**
 * A configuration whose `fetch` answers 200 with this text.
 *
 * @param {string} body
 */
export const answering = (body) => config({ fetch: async () => new Response(body) });

/**
 * Asks for one member's coupons.
 *
 * @param {any} given the configuration
 * @param {any} [options]
 */
export const list = (given, options) => new CouponClient(given).listCoupons(QUERY, options);

/**
 * What a promise was rejected with, or a function threw.
 *
 * @param {Promise<unknown> | (() => unknown)} act
 * @returns {Promise<any>}
 */
export async function thrownBy(act) {
  try {
    await (typeof act === 'function' ? act() : act);
  } catch (thrown) {
    return thrown;
  }
  throw new Error('expected an error, found none');
}

/**
 * Checks that the thrown value is a CouponError, and returns its kind and message.
 *
 * @param {unknown} thrown
 */
export function describeError(thrown) {
  if (!(thrown instanceof CouponError) || !(thrown instanceof Error) || thrown.name !== 'CouponError') {
    throw new Error(`expected a CouponError, found ${String(thrown)}`);
  }
  return `${thrown.kind}: ${thrown.message}`;
}

/** The kind and message of the CouponError. @param {Promise<unknown> | (() => unknown)} act */
export const refusal = async (act) => describeError(await thrownBy(act));

/**
 * Runs a function while a field of an object has another value, and restores the field.
 *
 * @template T
 * @param {any} object
 * @param {string} field
 * @param {unknown} value
 * @param {() => T} act
 */
export async function replaced(object, field, value, act) {
  const before = Object.getOwnPropertyDescriptor(object, field);
  Object.defineProperty(object, field, { value, configurable: true, writable: true });
  try {
    return await act();
  } finally {
    if (before) Object.defineProperty(object, field, before);
    else delete object[field];
  }
}

// @ts-check
// What the cases have in common: a client and its answers, and what came of a call.
import { CouponClient, CouponError } from 'houcaller-coupons';
import published from '../../../sandbox/published-response.json' with { type: 'json' };

/** @typedef {Record<string, () => void | Promise<void>>} Cases by name; each throws when it fails */

/** The answer that the vendor's documentation prints. */
export const RESPONSE = JSON.stringify(published);
export const COUPONS = published.data.list.length;

export const QUERY = { memberId: 'K1H93QDKI00B7' };
export const CIPHER = { key: '12345678' };

/** The query under that cipher, printed by the JDK and by OpenSSL, see tests/client/vectors. */
export const KNOWN_ANSWER = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';

/**
 * A whole configuration, with some of it changed: `any`, as most changes are wrong on purpose.
 *
 * @param {object} [change] its getters stay getters
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
    fetch: notToBeSent,
  };
  return Object.defineProperties(whole, Object.getOwnPropertyDescriptors(change));
}

function notToBeSent() {
  throw new Error('this was not to be sent');
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
 * Checks that it is the one class of error, and gives its kind and message.
 *
 * @param {unknown} thrown
 */
export function told(thrown) {
  if (!(thrown instanceof CouponError) || !(thrown instanceof Error) || thrown.name !== 'CouponError') {
    throw new Error(`expected a CouponError, found ${String(thrown)}`);
  }
  return `${thrown.kind}: ${thrown.message}`;
}

/** @param {Promise<unknown> | (() => unknown)} act */
export const refusal = async (act) => told(await thrownBy(act));

/**
 * Lets something run while a field of an object is another, and puts back what was there.
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

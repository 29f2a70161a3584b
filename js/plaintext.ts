// What stands in `param` before it is encrypted: a JSON object, a JSON string taken as it is, or bytes.
import { CouponError } from './coupon-error.js';
import { isObject, nameOrNone, object, text, unexpected } from './fields.js';

/** Keeps the memory that one call can ask for far below what WebAssembly can address. */
const MOST_UNITS = 64 * 2 ** 20;

/**
 * The plaintext of a `param` given as an object, a string or bytes.
 *
 * @throws {CouponError} `input` for everything else, and for what is larger than 64 Mi characters or bytes.
 */
export function plaintext(param: unknown): string | Uint8Array {
  if (typeof param === 'string') return shortText(param);
  if (isBytes(param)) {
    checkLength(param.length);
    return param;
  }
  if (isObject(param)) return json(param);
  throw unexpected('input', 'param', 'an object, a JSON string or a Uint8Array', nameOrNone(param));
}

/**
 * The plaintext of a `param` given as an object, in the engine's own JSON: compact, the keys in the order given.
 *
 * @throws {CouponError} `input` for what is not an object or has no JSON form.
 */
export function json(param: unknown): string {
  object('input', 'param', param);
  let written: unknown;
  try {
    written = JSON.stringify(param);
  } catch (cause) {
    throw new CouponError('input', 'param: it has no JSON form', { cause });
  }
  // A `toJSON` can answer anything.
  if (typeof written !== 'string') throw new CouponError('input', 'param: it has no JSON form');
  return shortText(written);
}

/**
 * A `param` that is to be decrypted.
 *
 * @throws {CouponError} `input` for what is not a string, and for one of more than 64 Mi characters.
 */
export function encrypted(param: unknown): string {
  return shortText(param);
}

// Not `instanceof`: one of another realm, as test runners have them, is as good.
function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';
}

function shortText(value: unknown): string {
  if (typeof value === 'string') checkLength(value.length);
  return text('input', 'param', value);
}

function checkLength(units: number): void {
  if (units > MOST_UNITS) throw unexpected('input', 'param', 'at most 64 Mi characters or bytes', 'more');
}

// Checks an answer in place. The engine parses it; here it is looked at field by field and handed on, not copied.
import { Fault } from './fault.js';
import { isArray, isObject, nameOf, type Given } from './fields.js';

/** A wrong value here would mislead: a coupon shown as usable, or a code that the till refuses. */
const STRICT = ['id', 'cpnCode', 'cpnName', 'begDate', 'endDate'];

/** A missing value here only looks bare, and becomes `''`. */
const LENIENT = ['cpnType', 'cpnid', 'mmbid', 'openid', 'picUrl'];

/**
 * The answer's `data`, once its `code` says success.
 *
 * @throws {Fault} `decode` for an answer of another shape; `api` with the CRM's `code` and message for any code but 0.
 */
export function dataOf(text: string): unknown {
  const answer = parse(text);
  if (!isObject(answer)) throw wrong('the answer', 'an object', answer);
  const { code } = answer;
  if (typeof code !== 'number') throw wrong('code', 'a number', code);
  if (code === 0) return answer.data;
  throw new Fault('api', reason(answer) || 'the CRM refused and gave no reason', { code });
}

// Without the engine's own exception: it quotes the text around the fault, and that may be anybody's id.
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('decode', 'the answer is not JSON');
  }
}

// One page of the API prints `smg`. A lone surrogate has no place in a log.
function reason({ msg, smg }: Given): string | undefined {
  const said = [msg, smg].find((said): said is string => typeof said === 'string');
  return said?.replace(/[\uD800-\uDFFF]/gu, '\uFFFD');
}

/**
 * The list of coupons in `data`, each checked, and filled in where it may be bare.
 *
 * @throws {Fault} `decode`, with the path of the offending field.
 */
export function couponsOf(data: unknown): unknown[] {
  if (!isObject(data)) throw wrong('data', 'an object', data);
  const { list } = data;
  if (!isArray(list)) throw wrong('data.list', 'an array', list);
  for (let index = 0; index < list.length; index += 1) check(list[index], index);
  return list;
}

function check(coupon: unknown, index: number): void {
  const path = (field: string) => `data.list[${index}]${field}`;
  if (!isObject(coupon)) throw wrong(path(''), 'an object', coupon);
  for (const field of STRICT) {
    if (typeof coupon[field] !== 'string') throw wrong(path(`.${field}`), 'a string', coupon[field]);
  }
  for (const field of LENIENT) {
    const value = coupon[field];
    if (value === undefined || value === null) coupon[field] = '';
    else if (typeof value !== 'string') throw wrong(path(`.${field}`), 'a string', value);
  }
  const { status } = coupon;
  if (typeof status === 'number') return;
  const number = typeof status === 'string' && /^[+-]?\d+$/.test(status) ? Number(status) : NaN;
  // No more digits than a number holds exactly.
  if (!Number.isSafeInteger(number)) throw wrong(path('.status'), 'a number', status);
  coupon.status = number;
}

function wrong(path: string, expected: string, found: unknown): Fault {
  return new Fault('decode', `${path}: expected ${expected}, found ${nameOf(found)}`);
}

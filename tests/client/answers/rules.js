// @ts-check
// An independent implementation of the API's rules for an answer, which shares no code with the package.
import { isUtf8 } from 'node:buffer';

const STRICT = ['id', 'cpnCode', 'cpnName', 'begDate', 'endDate'];
/** The most levels of nesting in an answer, and the most characters of the CRM's message in an error. */
const DEEPEST = 500;
const LONGEST_MESSAGE = 500;
const LENIENT = ['cpnType', 'cpnid', 'mmbid', 'openid', 'picUrl'];

/**
 * The required result of an answer. `either` holds errors that are also allowed, for a status in an undocumented form.
 *
 * @typedef {{ kind: 'list', list: Record<string, unknown>[], either?: Set<string> }} Good
 * @typedef {{ kind: 'api', code: number, messages: string[] }} Refused with one of these messages
 * @typedef {{ kind: 'decode', messages: Set<string> }} Wrong with any of these messages, one for each invalid field
 * @typedef {Good | Refused | Wrong} Verdict
 */

/**
 * @param {Uint8Array} bytes
 * @returns {Verdict}
 */
export function judge(bytes) {
  if (!isUtf8(bytes)) return wrong('the answer is not valid UTF-8');
  const text = Buffer.from(bytes).toString('utf8');
  if (depthOf(text) > DEEPEST) return wrong('the answer: expected at most 500 levels of nesting, found more');
  let answer;
  try {
    answer = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    return wrong('the answer is not JSON');
  }
  if (nameOf(answer) !== 'an object') return wrong(fault('the answer', 'an object', answer));
  const code = codeOf(answer.code);
  if (code === undefined) return wrong(fault('code', 'a number', answer.code));
  if (!Number.isInteger(code) || Object.is(code, -0)) return wrong('code: expected a whole number, found another number');
  if (code !== 0) return refused({ ...answer, code });
  if (nameOf(answer.data) !== 'an object') return wrong(fault('data', 'an object', answer.data));
  if (!Array.isArray(answer.data.list)) return wrong(fault('data.list', 'an array', answer.data.list));
  return judgeList(answer.data.list);
}

/**
 * The deepest nesting of brackets and braces outside of strings.
 *
 * @param {string} text
 */
function depthOf(text) {
  let [depth, deepest] = [0, 0];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{\]}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/**
 * Reads a code, which some servers write as text.
 *
 * @param {unknown} code
 */
function codeOf(code) {
  if (typeof code === 'number') return code;
  const isWhole = typeof code === 'string' && /^[+-]?\d+$/.test(code) && Number.isSafeInteger(Number(code));
  return isWhole ? Number(code) : undefined;
}

/**
 * @param {unknown[]} list
 * @returns {Verdict}
 */
function judgeList(list) {
  const messages = new Set();
  const either = new Set();
  list.forEach((coupon, index) => judgeCoupon(/** @type {any} */ (coupon), `data.list[${index}]`, messages, either));
  if (messages.size > 0) return { kind: 'decode', messages: new Set([...messages, ...either]) };
  return { kind: 'list', list: /** @type {Record<string, unknown>[]} */ (list), ...(either.size > 0 && { either }) };
}

/**
 * Checks a coupon, and fills in the fields that the client must fill in.
 *
 * @param {Record<string, unknown>} coupon
 * @param {string} path
 * @param {Set<string>} messages
 * @param {Set<string>} either
 */
function judgeCoupon(coupon, path, messages, either) {
  if (nameOf(coupon) !== 'an object') {
    messages.add(fault(path, 'an object', coupon));
    return;
  }
  for (const name of STRICT) {
    if (typeof own(coupon, name) !== 'string') messages.add(fault(`${path}.${name}`, 'a string', own(coupon, name)));
  }
  for (const name of LENIENT) {
    const value = own(coupon, name);
    if (value === undefined || value === null) coupon[name] = '';
    else if (typeof value !== 'string') messages.add(fault(`${path}.${name}`, 'a string', value));
  }
  const status = own(coupon, 'status');
  if (typeof status === 'number') {
    if (!Number.isFinite(status)) messages.add(fault(`${path}.status`, 'a finite number', status));
    return;
  }
  const message = fault(`${path}.status`, 'a number', status);
  const digits = typeof status === 'string' ? status : '';
  if (!/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(digits.trim())) messages.add(message);
  else if (!/^(0|-?[1-9]\d{0,8})$/.test(digits)) either.add(message);
  coupon.status = Number(digits);
}

/**
 * @param {Record<string, unknown>} answer
 * @returns {Refused}
 */
function refused(answer) {
  const texts = [answer.msg, answer.smg]
    .filter((text) => typeof text === 'string' && text !== '')
    .map((text) => [...wellFormed(String(text))].slice(0, LONGEST_MESSAGE).join(''));
  // `msg` takes precedence over `smg`, unless it is empty.
  const messages = typeof answer.msg === 'string' && answer.msg !== '' ? texts.slice(0, 1) : texts;
  const silent = 'the CRM refused and gave no reason';
  return {
    kind: 'api',
    code: Number(answer.code),
    messages: answer.msg === '' ? [...messages, silent] : messages.length ? messages : [silent],
  };
}

/**
 * Whether a value matches the type of a coupon.
 *
 * @param {unknown} coupon
 */
export function isCoupon(coupon) {
  if (nameOf(coupon) !== 'an object') return false;
  const fields = /** @type {Record<string, unknown>} */ (coupon);
  return [...STRICT, ...LENIENT].every((name) => typeof own(fields, name) === 'string') && Number.isFinite(own(fields, 'status'));
}

/**
 * Deep equality of JSON values, in which `-0` is not `0` and `__proto__` is a field.
 *
 * @param {unknown} one
 * @param {unknown} other
 */
export function same(one, other) {
  const pairs = [[one, other]];
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [left, right] = pair;
    if (typeof left !== 'object' || left === null) {
      if (!Object.is(left, right)) return false;
      continue;
    }
    if (typeof right !== 'object' || right === null) return false;
    if (Array.isArray(left) !== Array.isArray(right)) return false;
    if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(right, key)) return false;
      pairs.push([/** @type {any} */ (left)[key], /** @type {any} */ (right)[key]]);
    }
  }
  return true;
}

/**
 * @param {Record<string, unknown>} object
 * @param {string} name
 */
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** @param {unknown} value */
function nameOf(value) {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/**
 * @param {string} path
 * @param {string} expected
 * @param {unknown} found
 */
function fault(path, expected, found) {
  return `${path}: expected ${expected}, found ${nameOf(found)}`;
}

/**
 * @param {string} message
 * @returns {Wrong}
 */
function wrong(message) {
  return { kind: 'decode', messages: new Set([message]) };
}

/**
 * Replaces lone surrogates by U+FFFD, because a message is converted to UTF-8.
 *
 * @param {string} text
 */
function wellFormed(text) {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

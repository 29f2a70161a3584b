// @ts-check
// The table of all faults.
import { changeCoupon, changeList, changeObject, dropField, renameField, setField } from './answer.js';
import { assignment, integer, noArgument, nonEmptyText, oneOf, optional, target } from './arguments.js';
import { firstHalf, withByteOrderMark, withInvalidUtf8, withPadding } from './bytes.js';
import { emptyPage, htmlPage, httpDate, redirectToItself, retryLater, statusPage } from './page.js';

/**
 * The effect of a fault. Each property is a stage that changes the answer; the stages run in this order.
 *
 * @typedef {object} Effect
 * @property {boolean} [withoutCors] the answer and the preflight's answer have no CORS header
 * @property {import('./answer.js').ChangeAnswer} [answer] changes the answer as a JSON value
 * @property {import('./page.js').ChangePage} [page] changes status, headers and the body as a whole
 * @property {import('./bytes.js').ChangeBytes} [bytes] changes the body's bytes
 * @property {Partial<import('./deliver.js').Delivery>} [delivery] changes how the bytes are sent
 * @property {number} [times] the other faults apply only to this many requests with the same `faultId`
 * @property {string} [faultId]
 *
 * @typedef {object} Fault
 * @property {string} usage its syntax
 * @property {string} does
 * @property {true} [takesNumber] its value is a number in a range, so it contains no id and may be logged
 * @property {(argument: import('./arguments.js').ArgumentText) => Effect} effect throws `InvalidFault`
 */

const TEN_MINUTES = 600_000;
const milliseconds = integer(0, TEN_MINUTES);
const seconds = integer(0, 86_400);
const httpStatus = integer(200, 599);
const redirectStatuses = /** @type {const} */ (['301', '302', '303', '307', '308']);
const listValues = { null: null, object: {}, string: 'list' };
const listKinds = /** @type {(keyof typeof listValues)[]} */ (Object.keys(listValues));

/**
 * A fault that takes no value.
 *
 * @param {Effect} effect
 * @returns {Fault['effect']}
 */
const withoutArgument = (effect) => (argument) => {
  noArgument(argument);
  return effect;
};

/**
 * @param {number} status
 * @returns {Fault['effect']}
 */
const statusWithRetryAfter = (status) => (argument) => {
  const wait = optional(seconds)(argument);
  return { page: wait === undefined ? statusPage(status) : retryLater(status, () => String(wait)) };
};

/** @type {Readonly<Record<string, Fault>>} */
export const faults = Object.freeze({
  delay: {
    usage: 'delay=<ms>',
    does: 'Waits before the first byte.',
    takesNumber: true,
    effect: (argument) => ({ delivery: { delayMs: milliseconds(argument) } }),
  },
  'slow-body': {
    usage: 'slow-body=<ms>',
    does: 'Sends the head at once and the body in small pieces over that time.',
    takesNumber: true,
    effect: (argument) => ({ delivery: { bodyMs: milliseconds(argument) } }),
  },
  reset: {
    usage: 'reset',
    does: 'Resets the connection before any byte.',
    effect: withoutArgument({ delivery: { sent: 'nothing', end: 'reset' } }),
  },
  'reset-mid-body': {
    usage: 'reset-mid-body',
    does: 'Sends the head and half the body, then resets the connection.',
    effect: withoutArgument({ delivery: { sent: 'half', end: 'reset' } }),
  },
  'half-body': {
    usage: 'half-body',
    does: 'Sends half of what `content-length` says, then closes the connection.',
    effect: withoutArgument({ delivery: { sent: 'half', end: 'close' } }),
  },
  huge: {
    usage: 'huge',
    does: '50 MB, streamed without `content-length`: the answer, then white space.',
    effect: withoutArgument({ bytes: withPadding, delivery: { chunked: true } }),
  },

  status: {
    usage: 'status=<200..599>',
    does: 'Sets the HTTP status; from 400 on with an HTML error page as the body.',
    takesNumber: true,
    effect: (argument) => ({ page: statusPage(httpStatus(argument)) }),
  },
  429: {
    usage: '429 or 429=<seconds>',
    does: 'Too many requests, with `Retry-After` in seconds if given.',
    takesNumber: true,
    effect: statusWithRetryAfter(429),
  },
  '429-date': {
    usage: '429-date=<seconds>',
    does: 'Too many requests, with `Retry-After` as an HTTP date, rounded up to a second.',
    takesNumber: true,
    effect: (argument) => {
      const wait = seconds(argument);
      return { page: retryLater(429, (now) => httpDate(now, wait)) };
    },
  },
  503: {
    usage: '503 or 503=<seconds>',
    does: 'Service unavailable, with `Retry-After` in seconds if given.',
    takesNumber: true,
    effect: statusWithRetryAfter(503),
  },
  redirect: {
    usage: 'redirect or redirect=<301|302|303|307|308>',
    does: 'Redirects (307) to itself without the fault.',
    takesNumber: true,
    effect: (argument) => {
      const status = optional(oneOf(redirectStatuses))(argument) ?? '307';
      return { page: redirectToItself(Number(status)) };
    },
  },
  'no-cors': {
    usage: 'no-cors',
    does: 'Omits the CORS headers; on the URL it applies to the preflight too.',
    effect: withoutArgument({ withoutCors: true }),
  },

  html: {
    usage: 'html',
    does: 'Status 200 with an HTML page, as a login wall or a captive portal sends.',
    effect: withoutArgument({ page: htmlPage('请登录') }),
  },
  empty: {
    usage: 'empty',
    does: 'Status 200 and no body.',
    effect: withoutArgument({ page: emptyPage }),
  },
  'truncated-json': {
    usage: 'truncated-json',
    does: 'A complete HTTP answer whose JSON stops in the middle.',
    effect: withoutArgument({ bytes: firstHalf }),
  },
  'invalid-utf8': {
    usage: 'invalid-utf8',
    does: "Two bytes that are not UTF-8 inside the first coupon's name.",
    effect: withoutArgument({ bytes: withInvalidUtf8 }),
  },
  bom: {
    usage: 'bom',
    does: 'A byte order mark before the JSON.',
    effect: withoutArgument({ bytes: withByteOrderMark }),
  },

  null: {
    usage: 'null',
    does: 'The answer is `null`.',
    effect: withoutArgument({ answer: () => null }),
  },
  array: {
    usage: 'array',
    does: 'The answer is wrapped in an array.',
    effect: withoutArgument({ answer: (answer) => [answer] }),
  },
  smg: {
    usage: 'smg',
    does: '`msg` is spelt `smg`.',
    effect: withoutArgument({ answer: renameField('msg', 'smg') }),
  },
  code: {
    usage: 'code=<N>',
    does: 'Only this `code` and a Chinese `msg`, no `data`.',
    takesNumber: true,
    effect: (argument) => {
      const code = integer(-2_147_483_648, 2_147_483_647)(argument);
      return { answer: () => ({ msg: '沙箱按请求返回的错误', code }) };
    },
  },
  'code-string': {
    usage: 'code-string',
    does: '`code` is a string.',
    effect: withoutArgument({ answer: changeObject((answer) => ({ ...answer, code: String(answer.code) })) }),
  },
  'no-data': {
    usage: 'no-data',
    does: '`data` is missing.',
    effect: withoutArgument({ answer: changeObject(({ data: _data, ...answer }) => answer) }),
  },
  list: {
    usage: 'list=<null|object|string>',
    does: '`data.list` is not a list.',
    effect: (argument) => {
      const kind = oneOf(listKinds)(argument);
      return { answer: changeList(() => listValues[kind]) };
    },
  },
  'null-coupon': {
    usage: 'null-coupon',
    does: 'The first coupon is `null`.',
    effect: withoutArgument({ answer: changeCoupon(0, () => null) }),
  },
  drop: {
    usage: 'drop=<field>[@<index>]',
    does: 'The first coupon, or the one at the index, lacks this field.',
    effect: (argument) => ({ answer: dropField(target(argument)) }),
  },
  set: {
    usage: 'set=<field>[@<index>]:<JSON>',
    does: 'The field of the first coupon, or of the one at the index, has this value.',
    effect: (argument) => ({ answer: setField(assignment(argument)) }),
  },

  times: {
    usage: 'times=<N>',
    does: 'The other faults apply only to the first N requests with the same `fault-id`.',
    takesNumber: true,
    effect: (argument) => ({ times: integer(0, 1_000_000)(argument) }),
  },
  'fault-id': {
    usage: 'fault-id=<text>',
    does: 'Groups the requests that `times` counts.',
    effect: (argument) => ({ faultId: nonEmptyText(argument) }),
  },
  none: {
    usage: 'none',
    does: 'Does nothing. On the URL it disables the faults of the header.',
    effect: withoutArgument({}),
  },
});

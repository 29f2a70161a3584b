// @ts-check
// Checks the envelope of a request and reads its member query.
import { ApiFailure, failures } from './failures.js';

/**
 * @typedef {object} EnvelopeRules
 * @property {string} channel the only accepted channel
 * @property {number} now milliseconds since the epoch
 * @property {number} maxClockSkewMs how far a timestamp may be from `now`, either way
 *
 * @typedef {{ memberId: string, platformId: string }} MemberQuery an absent or blank id is ''
 */

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;
const MILLISECONDS = /^\d{1,16}$/;

/**
 * Checks the envelope of a request and returns its encrypted `param`.
 *
 * @param {string | undefined} contentType
 * @param {string} text the request body
 * @param {EnvelopeRules} rules
 * @returns {string}
 */
export function openEnvelope(contentType, text, { channel, now, maxClockSkewMs }) {
  if (!JSON_TYPE.test(contentType ?? '')) throw new ApiFailure(failures.contentType);

  const body = parseObject(text);
  if (!body) throw new ApiFailure(failures.body);

  const { param, timestamp } = body;
  if (!isStringOrAbsent(param) || !isStringOrAbsent(body.channel)) throw new ApiFailure(failures.fieldType);
  if (body.channel !== channel) throw new ApiFailure(failures.channel);

  if (typeof timestamp !== 'string' || !MILLISECONDS.test(timestamp)) throw new ApiFailure(failures.timestampFormat);
  if (Math.abs(now - Number(timestamp)) > maxClockSkewMs) throw new ApiFailure(failures.timestampStale);

  if (!param) throw new ApiFailure(failures.param);
  return param;
}

/**
 * Decrypts `param` and reads the member query.
 *
 * @param {string} param
 * @param {import('./decrypt.js').Decrypt} decrypt
 * @returns {MemberQuery}
 */
export function readQuery(param, decrypt) {
  const query = parseObject(decryptOrFail(param, decrypt));
  if (!query) throw new ApiFailure(failures.plaintext);

  const memberId = readId(query.memberId);
  const platformId = readId(query.platformId);
  if (!memberId && !platformId) throw new ApiFailure(failures.idsEmpty);
  return { memberId, platformId };
}

/**
 * @param {string} param
 * @param {import('./decrypt.js').Decrypt} decrypt
 */
function decryptOrFail(param, decrypt) {
  try {
    return decrypt(param);
  } catch {
    throw new ApiFailure(failures.param);
  }
}

/** @param {unknown} id */
function readId(id) {
  if (id === undefined || id === null) return '';
  if (typeof id !== 'string') throw new ApiFailure(failures.idType);
  return id.trim() === '' ? '' : id;
}

/** @param {unknown} value @returns {value is string | undefined} */
function isStringOrAbsent(value) {
  return value === undefined || typeof value === 'string';
}

/**
 * @param {string} text
 * @returns {Record<string, unknown> | undefined}
 */
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

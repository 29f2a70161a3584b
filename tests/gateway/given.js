// @ts-check
// What every check is given, and the few words in which they speak.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { members } from '../../sandbox/members.js';
import { findSecrets } from '../support/search.js';
import { startCrm } from './crm.js';
import { ask, sendBytes } from '../support/raw-http.js';

/** @typedef {import('../support/raw-http.js').Asked} Asked */
/** @typedef {import('../support/raw-http.js').Answer} Answer */
/** @typedef {Awaited<ReturnType<typeof prepare>>} Prepared */
/** @typedef {Prepared & { url: string, printed: () => string }} Given */
/** @typedef {(given: Given) => Promise<void>} Check throws when it fails */
/** @typedef {Record<string, Check>} Checks by name */

export const MEMBER = 'SANDBOXMEMBER';
export const OTHER = 'SANDBOXWEEKLY';
export const ADMIN = 'admin-of-the-shop';
const PLATFORM_IDS = new Map(members.map(({ memberId, platformId }) => [memberId, platformId]));

/** @param {string} memberId */
export const platformIdOf = (memberId) => /** @type {string} */ (PLATFORM_IDS.get(memberId));

/** A key that no text holds by chance. */
const newKey = () => `${randomBytes(6).toString('base64url')}`;
const newToken = () => randomBytes(24).toString('base64url');

/** Everything but the server: secrets of this run alone, a CRM that takes them, and sessions. */
export async function prepare() {
  const [key, nextKey] = [newKey(), newKey()];
  const crm = await startCrm(key);
  const environment = {
    CRM_URL: crm.url,
    CRM_KEY: key,
    NEXT_CRM_KEY: nextKey,
    SESSION_SECRET: newToken(),
    METRICS_TOKEN: newToken(),
    HASH_KEY: newToken(),
  };
  /** @type {Set<string>} */
  const sessions = new Set();

  /**
   * @param {string} sub whose
   * @param {{ admin?: unknown, seconds?: number, secret?: string }} [more]
   */
  const session = async (sub, { admin, seconds = 3_600, secret = environment.SESSION_SECRET } = {}) => {
    const expires = Math.floor(Date.now() / 1_000) + seconds;
    const claims = new SignJWT({ admin, jti: randomUUID() }).setProtectedHeader({ alg: 'HS256' }).setSubject(sub).setExpirationTime(expires);
    const token = await claims.sign(new TextEncoder().encode(secret));
    sessions.add(token);
    return token;
  };
  return { environment, crm, sessions, session, member: await session(MEMBER), admin: await session(ADMIN, { admin: true }), answers: new Answers() };
}

/** Everything that was answered, for the search at the end. */
class Answers {
  /** Of refusals all, of the others the head: no secret may be in there. @type {string[]} */
  texts = [];
  /** What the entitled were answered: ids, and no other secret. @type {string[]} */
  bodies = [];
  counts = { all: 0, entitled: 0 };

  /** @param {Answer} answer */
  add({ status, head, text }) {
    this.counts.all += 1;
    this.texts.push(head);
    if (status === 200) this.counts.entitled += 1;
    (status === 200 ? this.bodies : this.texts).push(text);
  }
}

/**
 * @param {Given} given
 * @param {Asked} asked
 */
export async function answerTo({ url, answers }, asked) {
  const answer = await ask(url, asked);
  answers.add(answer);
  return answer;
}

/**
 * @param {Given} given
 * @param {string | Uint8Array} bytes
 * @param {number} [ms]
 */
export async function answerToBytes({ url, answers }, bytes, ms) {
  const text = await sendBytes(url, bytes, ms);
  answers.texts.push(text);
  return text;
}

/**
 * Asks, and expects coupons.
 *
 * @param {Given} given
 * @param {Asked} asked
 * @returns {Promise<{ list: { id: string, [field: string]: unknown }[], answer: Answer }>}
 */
export async function served(given, asked) {
  const answer = await answerTo(given, asked);
  assert.equal(answer.status, 200, `${answer.status} ${answer.text.slice(0, 200)}`);
  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(answer.headers['cache-control'], 'no-store');
  const { msg, code, data } = JSON.parse(answer.text);
  assert.deepEqual({ msg, code }, { msg: 'success', code: 0 });
  return { list: data.list, answer };
}

/**
 * Asks, and expects a refusal that says what it must and nothing else.
 *
 * @param {Given} given
 * @param {Asked} asked
 * @param {number} status
 * @param {string} title
 */
export async function refused(given, asked, status, title) {
  const answer = await answerTo(given, asked);
  checkRefusal(given, answer, status, title);
  return answer;
}

/**
 * As `refused`, where the CRM must not hear of it.
 *
 * @param {Given} given
 * @param {Asked} asked
 * @param {number} status
 * @param {string} title
 */
export async function keptOut(given, asked, status, title) {
  const before = given.crm.asked;
  const answer = await refused(given, asked, status, title);
  assert.equal(given.crm.asked, before, 'the CRM was asked');
  return answer;
}

/** The kinds of trouble that a refusal of a status may tell of. @type {Record<number, string[]>} */
const KINDS = { 429: ['busy'], 502: ['network', 'http', 'decode'], 503: ['busy'], 504: ['timeout'] };

/**
 * @param {Given} given
 * @param {Answer} answer
 * @param {number} expected
 * @param {string} title
 */
export function checkRefusal(given, { status, headers, head, text }, expected, title) {
  assert.equal(status, expected, text.slice(0, 200));
  // HEAD and 204 have no body.
  if (text !== '') {
    const { kind, ...said } = JSON.parse(text);
    assert.deepEqual(said, { title, status, requestId: headers['x-request-id'] });
    assert.ok(KINDS[status]?.includes(kind) ?? kind === undefined, `${status} ${kind}`);
  }
  assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(String(headers['x-request-id']), /^[\da-f]{8}-[\da-f-]{27}$/);
  assert.deepEqual(findSecrets([head, text], secretsOf(given)), {});
}

/** What nobody may read who is not entitled to it. @param {Prepared} given */
export function secretsOf({ environment, crm, sessions }) {
  const { CRM_KEY, NEXT_CRM_KEY, SESSION_SECRET, METRICS_TOKEN, HASH_KEY } = environment;
  return {
    key: [CRM_KEY, NEXT_CRM_KEY, SESSION_SECRET, METRICS_TOKEN, HASH_KEY],
    param: crm.params,
    session: sessions,
    id: [ADMIN, ...members.flatMap(({ memberId, platformId }) => [memberId, platformId])],
  };
}

/**
 * The gateway's health.
 *
 * @param {Given} given
 * @param {string} [path]
 */
export async function health(given, path = '/coupons') {
  const { status, text } = await answerTo(given, { method: 'GET', path: `${path}/healthz` });
  assert.equal(status, 200);
  return JSON.parse(text);
}

/** @param {number} ms */
export const wait = (ms) => new Promise((resolve) => void setTimeout(resolve, ms));

// @ts-check
// The fixture of the checks (CRM, secrets, sessions), and functions that send a request and check the answer.
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
/** @typedef {Prepared & { url: string, printed: () => string }} Fixture */
/** @typedef {(fixture: Fixture) => Promise<void>} Check throws when it fails */
/** @typedef {Record<string, Check>} Checks by name */

export const MEMBER = 'SANDBOXMEMBER';
export const OTHER = 'SANDBOXWEEKLY';
export const ADMIN = 'admin-of-the-shop';
const PLATFORM_IDS = new Map(members.map(({ memberId, platformId }) => [memberId, platformId]));

/** @param {string} memberId */
export const platformIdOf = (memberId) => /** @type {string} */ (PLATFORM_IDS.get(memberId));

/** A random key, which no text contains by chance. */
const newKey = () => `${randomBytes(6).toString('base64url')}`;
const newToken = () => randomBytes(24).toString('base64url');

/** Creates the fixture without the server: random secrets, a CRM with the key, and sessions. */
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
   * @param {string} sub the member or admin
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

/** All answers, in which the suite searches for secrets at its end. */
class Answers {
  /** Heads of all answers and bodies of refusals, which must contain no secret and no id. @type {string[]} */
  texts = [];
  /** Bodies of answers with status 200, which contain ids but no other secret. @type {string[]} */
  bodies = [];
  counts = { all: 0, ok: 0 };

  /** @param {Answer} answer */
  add({ status, head, text }) {
    this.counts.all += 1;
    this.texts.push(head);
    if (status === 200) this.counts.ok += 1;
    (status === 200 ? this.bodies : this.texts).push(text);
  }
}

/**
 * @param {Fixture} fixture
 * @param {Asked} request
 */
export async function send({ url, answers }, request) {
  const answer = await ask(url, request);
  answers.add(answer);
  return answer;
}

/**
 * @param {Fixture} fixture
 * @param {string | Uint8Array} bytes
 * @param {number} [ms]
 */
export async function sendRaw({ url, answers }, bytes, ms) {
  const text = await sendBytes(url, bytes, ms);
  answers.texts.push(text);
  return text;
}

/**
 * Sends the request and expects coupons.
 *
 * @param {Fixture} fixture
 * @param {Asked} request
 * @returns {Promise<{ list: { id: string, [field: string]: unknown }[], answer: Answer }>}
 */
export async function expectCoupons(fixture, request) {
  const answer = await send(fixture, request);
  assert.equal(answer.status, 200, `${answer.status} ${answer.text.slice(0, 200)}`);
  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(answer.headers['cache-control'], 'no-store');
  const { msg, code, data } = JSON.parse(answer.text);
  assert.deepEqual({ msg, code }, { msg: 'success', code: 0 });
  return { list: data.list, answer };
}

/**
 * Sends the request and expects a refusal that says only what it must.
 *
 * @param {Fixture} fixture
 * @param {Asked} request
 * @param {number} status
 * @param {string} title
 */
export async function expectRefusal(fixture, request, status, title) {
  const answer = await send(fixture, request);
  checkRefusal(fixture, answer, status, title);
  return answer;
}

/**
 * As `expectRefusal`, and expects that the CRM receives no request.
 *
 * @param {Fixture} fixture
 * @param {Asked} request
 * @param {number} status
 * @param {string} title
 */
export async function expectRefusalBeforeCrm(fixture, request, status, title) {
  const before = fixture.crm.requests;
  const answer = await expectRefusal(fixture, request, status, title);
  assert.equal(fixture.crm.requests, before, 'the CRM received a request');
  return answer;
}

/** The `kind`s that a refusal with a status may have. @type {Record<number, string[]>} */
const KINDS = { 429: ['busy'], 502: ['network', 'http', 'decode'], 503: ['busy'], 504: ['timeout'] };

/**
 * @param {Fixture} fixture
 * @param {Answer} answer
 * @param {number} expected
 * @param {string} title
 */
export function checkRefusal(fixture, { status, headers, head, text }, expected, title) {
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
  assert.deepEqual(findSecrets([head, text], secretsOf(fixture)), {});
}

/** The secrets and ids that must not leak. @param {Prepared} fixture */
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
 * Returns the gateway's health.
 *
 * @param {Fixture} fixture
 * @param {string} [path]
 */
export async function health(fixture, path = '/coupons') {
  const { status, text } = await send(fixture, { method: 'GET', path: `${path}/healthz` });
  assert.equal(status, 200);
  return JSON.parse(text);
}

/** @param {number} ms */
export const wait = (ms) => new Promise((resolve) => void setTimeout(resolve, ms));

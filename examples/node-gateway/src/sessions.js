// @ts-check
// Sessions: a signed token in a cookie that is HttpOnly and SameSite=Strict.
import { createHmac, randomUUID } from 'node:crypto';
import { parse, serialize } from 'hono/utils/cookie';
import { jwtVerify, SignJWT } from 'jose';
import { StoreUnavailable } from './store-unavailable.js';

const ALGORITHM = 'HS256';
const ISSUER = 'coupons-gateway';
/** An ended session is remembered for this long after its token expires, because the clocks of instances may differ. */
const CLOCK_DIFFERENCE_SECONDS = 300;

/**
 * @typedef {{ id: string, role: 'admin' } | { id: string, role: 'member', memberId: string }} Account
 *
 * @typedef {object} Session
 * @property {Account} account
 * @property {import('./ended-sessions.js').Token} token
 * @property {number} secondsLeft
 *
 * Checks the body of `POST /session` and returns the account to log in.
 *
 * @callback LogIn
 * @param {unknown} body the parsed JSON, not validated
 * @param {Request} request its headers; the body has been read
 * @returns {Promise<Account | null>} `null` if the log-in fails: 401. An `HTTPException` of Hono is answered with its status and message.
 */

/** The sessions of one application. Every instance with the same secret accepts them. */
export class Sessions {
  /** @type {Uint8Array} */
  #secret;
  /** @type {number} */
  #seconds;
  /** @type {import('./ended-sessions.js').EndedSessions} */
  #ended;
  /** @type {boolean} */
  #plainHttp;

  /**
   * @param {object} options
   * @param {string} options.secret signs the tokens
   * @param {number} options.seconds the lifetime of a session
   * @param {import('./ended-sessions.js').EndedSessions} options.ended
   * @param {boolean} [options.plainHttp] lets browsers send the cookie over http, for localhost
   */
  constructor({ secret, seconds, ended, plainHttp = false }) {
    this.#secret = new TextEncoder().encode(secret);
    this.#seconds = seconds;
    this.#ended = ended;
    this.#plainHttp = plainHttp;
  }

  /**
   * @param {Account} account
   * @returns {Promise<string>} the Set-Cookie that begins a session
   * @throws {StoreUnavailable}
   */
  async begin(account) {
    const claims = claimsOf(account);
    const id = randomUUID();
    const generation = await orUnavailable(this.#ended.begin(id, this.#hash(account.id), this.#seconds));
    const token = await new SignJWT({ ...claims, ...(generation !== undefined && { generation }) })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setJti(id)
      .setIssuedAt()
      .setExpirationTime(`${this.#seconds} s`)
      .sign(this.#secret);
    return this.#cookie(token, this.#seconds);
  }

  /**
   * @param {Request} request
   * @returns {Promise<Session>} rejects if there is no session or it has ended
   * @throws {StoreUnavailable}
   */
  async of(request) {
    const session = await this.#signed(request);
    if (await orUnavailable(this.#ended.has(session.token))) throw new Error('logged out');
    return session;
  }

  /**
   * Ends the session, including copies of its token.
   *
   * @param {Request} request
   * @returns {Promise<string>} the Set-Cookie that deletes the cookie
   * @throws {StoreUnavailable} if the session could not be ended
   */
  async end(request) {
    const session = await this.#signed(request).catch(() => undefined);
    if (session) await orUnavailable(this.#ended.add(session.token.id, session.secondsLeft + CLOCK_DIFFERENCE_SECONDS));
    return this.#cookie('', 0);
  }

  /**
   * The session of the request's token, even if it has ended.
   *
   * @param {Request} request
   * @returns {Promise<Session>}
   */
  async #signed(request) {
    const { [this.#name]: token = '' } = parse(request.headers.get('cookie') ?? '', this.#name);
    const expected = { algorithms: [ALGORITHM], issuer: ISSUER, audience: ISSUER, requiredClaims: ['exp', 'jti', 'sub'] };
    const { payload } = await jwtVerify(token, this.#secret, expected);
    const { jti: id = '', exp = 0, generation } = payload;
    const account = accountOf(payload);
    return {
      account,
      token: { id, account: this.#hash(account.id), generation: typeof generation === 'string' ? generation : undefined },
      secondsLeft: Math.ceil(exp - Date.now() / 1000),
    };
  }

  /** @param {string} accountId hashed, because it may be personal data, which the store does not need */
  #hash(accountId) {
    // A token's signature is a hash with the same secret. The colon, which no signed text has, keeps the two apart.
    return createHmac('sha256', this.#secret).update(`account:${accountId}`).digest('hex');
  }

  get #name() {
    // With this prefix the browser requires Secure, Path=/ and no Domain.
    return this.#plainHttp ? 'session' : '__Host-session';
  }

  /**
   * @param {string} value
   * @param {number} maxAge
   */
  #cookie(value, maxAge) {
    return serialize(this.#name, value, { httpOnly: true, secure: !this.#plainHttp, sameSite: 'Strict', path: '/', maxAge });
  }
}

/**
 * @template T
 * @param {Promise<T>} answer of the store
 * @throws {StoreUnavailable} instead of the store's own error
 */
function orUnavailable(answer) {
  return answer.catch((cause) => {
    throw new StoreUnavailable('the session store is unavailable', { cause });
  });
}

/** @param {Account} account */
function claimsOf(account) {
  const { id, role } = account;
  if (typeof id !== 'string' || id === '') throw new TypeError('account.id: expected a string that is not empty');
  if (role === 'admin') return { sub: id, role };
  if (role === 'member' && typeof account.memberId === 'string' && account.memberId !== '') return { sub: id, role, memberId: account.memberId };
  throw new TypeError("account: expected the role 'admin', or 'member' with a memberId");
}

/**
 * @param {import('jose').JWTPayload} claims
 * @returns {Account}
 */
function accountOf({ sub: id = '', role, memberId }) {
  if (role === 'admin') return { id, role };
  if (role === 'member' && typeof memberId === 'string') return { id, role, memberId };
  throw new Error('the token has no valid role');
}

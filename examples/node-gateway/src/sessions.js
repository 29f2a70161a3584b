// @ts-check
// Who is logged in: a signed token in a cookie that no script can read and no other site can have sent.
import { parse, serialize } from 'hono/utils/cookie';
import { jwtVerify, SignJWT } from 'jose';

const ALGORITHM = 'HS256';
const ISSUER = 'coupons-gateway';

/**
 * @typedef {{ id: string, role: 'admin' } | { id: string, role: 'member', memberId: string }} Account
 *
 * @typedef {object} Session
 * @property {Account} account
 * @property {string} id
 * @property {number} secondsLeft
 */

/** The sessions of one application. Any instance that has the secret knows them. */
export class Sessions {
  /** @type {Uint8Array} */
  #secret;
  /** @type {number} */
  #seconds;
  /** @type {import('./ended.js').Ended} */
  #ended;
  /** @type {boolean} */
  #plainHttp;

  /**
   * @param {object} options
   * @param {string} options.secret what tokens are signed with
   * @param {number} options.seconds how long a session lasts
   * @param {import('./ended.js').Ended} options.ended those that were logged out before their time
   * @param {boolean} [options.plainHttp] whether a browser may send the cookie over http, to localhost
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
   */
  async begin(account) {
    const token = await new SignJWT(claimsOf(account))
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setJti(crypto.randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${this.#seconds} s`)
      .sign(this.#secret);
    return this.#cookie(token, this.#seconds);
  }

  /**
   * @param {Request} request
   * @returns {Promise<Session>} rejects when there is none, when there is none any more, and when that cannot be told
   */
  async of(request) {
    const session = await this.#signed(request);
    if (await this.#ended.has(session.id)) throw new Error('logged out');
    return session;
  }

  /**
   * Ends the session, here and wherever its token may have been copied to.
   *
   * @param {Request} request
   * @returns {Promise<string>} the Set-Cookie that takes it away; rejects when the session could not be ended, and goes on
   */
  async end(request) {
    const session = await this.#signed(request).catch(() => undefined);
    if (session) await this.#ended.add(session.id, session.secondsLeft + 1);
    return this.#cookie('', 0);
  }

  /**
   * What the request's token says, whether or not it has been ended.
   *
   * @param {Request} request
   * @returns {Promise<Session>}
   */
  async #signed(request) {
    const { [this.#name]: token = '' } = parse(request.headers.get('cookie') ?? '', this.#name);
    const expected = { algorithms: [ALGORITHM], issuer: ISSUER, audience: ISSUER, requiredClaims: ['exp', 'jti', 'sub'] };
    const { payload } = await jwtVerify(token, this.#secret, expected);
    const { jti: id = '', exp = 0 } = payload;
    return { account: accountOf(payload), id, secondsLeft: Math.ceil(exp - Date.now() / 1000) };
  }

  get #name() {
    // The prefix has the browser insist on Secure, on Path=/ and on this very host.
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

/** @param {Account} account */
function claimsOf(account) {
  const { id, role } = account;
  if (typeof id !== 'string' || id === '') throw new TypeError('account.id: expected a text');
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
  throw new Error('a token of another kind');
}

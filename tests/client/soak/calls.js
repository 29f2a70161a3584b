// @ts-check
// One call of each kind, and its expected outcome. page.js mixes them by their shares.
/** @type {typeof import('houcaller-coupons')} */
const { CouponClient, CouponError, decryptParam, encryptParam, identifyCipher, listCoupons, usability } = await import(
  /** @type {string} */ ('/dist/index.js')
);

/** @typedef {import('houcaller-coupons').Config} Config */

const QUERY = { memberId: 'K1H93QDKI00B7' };
const TOO_LONG = { limit: 1, minDelayMs: 1e9, maxDelayMs: 1e9 };

/**
 * @param {string} fault a name in REPLIES of memory-crm.js
 * @param {Partial<import('houcaller-coupons').DirectConfig>} [options]
 * @returns {Config}
 */
const config = (fault, options) => ({
  baseUrl: `http://crm.invalid/${fault}`,
  channel: 'hkl-test',
  cipher: { key: 'sandbox8' },
  dangerouslyAllowBrowser: true,
  retry: 0,
  ...options,
});

/**
 * The clients of one batch of calls, one for each fault. They are created on first use, and garbage when the batch has ended.
 *
 * @returns {(fault: string) => InstanceType<typeof CouponClient>}
 */
export function newClients() {
  /** @type {Map<string, InstanceType<typeof CouponClient>>} */
  const clients = new Map();
  return (fault) => {
    const client = clients.get(fault) ?? new CouponClient(config(fault));
    clients.set(fault, client);
    return client;
  };
}

/**
 * @typedef {object} Kind
 * @property {number} share how many of about 100 calls are of this kind
 * @property {string} expected the expected outcome
 * @property {(clients: ReturnType<typeof newClients>, turn: number) => unknown} call
 *
 * @param {number} share
 * @param {string} expected
 * @param {Kind['call']} call
 * @returns {Kind}
 */
const kind = (share, expected, call) => ({ share, expected, call });

/** @param {(controller: AbortController) => unknown} abort */
function aborting(abort) {
  const controller = new AbortController();
  abort(controller);
  return controller.signal;
}

const WRONG_QUERIES = [{}, { memberId: ' ' }, { memberId: 7 }, null, 'K1', { memberId: '\ud800' }, { platformId: [] }];
const WRONG_OPTIONS = [{ timeoutMs: -1 }, { signal: {} }, { retry: 'x' }, { onRetry: 5 }, 5];
const COUPON_DAY = Date.UTC(2026, 0, 5);
const COUPON = /** @type {import('houcaller-coupons').Coupon} */ ({
  status: 0,
  begDate: '2026-01-01',
  endDate: '2099-12-31',
  timeLimit: '11:00-14:00,17:00-02:00',
  weekLimit: '1,2,3,4,5',
});
const WRONG_COUPONS = [
  null,
  5,
  {},
  { ...COUPON, begDate: 'soon' },
  {
    get status() {
      throw new Error('mine');
    },
  },
];
const WRONG_CONFIGS = [
  { channel: '' },
  { baseUrl: 7 },
  { baseUrl: 'http://' },
  { cipher: { key: 'short' } },
  { cipher: { key: 'sandbox8', mode: 'CFB' } },
  { headers: { a: '\n' } },
  { now: 5 },
  { fetch: 'x' },
];

/** @type {Record<string, Kind>} */
export const KINDS = {
  good: kind(13, 'coupons', (clients) => clients('ok').listCoupons(QUERY)),
  'good, by the function without a client': kind(4, 'coupons', () => listCoupons(QUERY, config('ok'))),
  'good, a body in pieces': kind(2, 'coupons', (clients) => clients('stream').listCoupons(QUERY)),
  'good, no coupons': kind(5, 'coupons', (clients) => clients('few').listCoupons({ platformId: 'oEv-It_aoh7mzEinzyPhnR0' })),
  'good, another endpoint': kind(4, 'data', (clients) => clients('ok').call('listMemberStcard', { ...QUERY, more: ['豪', 1] })),
  'good, with a signal and hooks': kind(4, 'coupons', (clients) => {
    const hook = () => {};
    return clients('ok').listCoupons(QUERY, {
      signal: aborting(() => {}),
      onRequest: hook,
      onResponse: hook,
      onRetry: hook,
    });
  }),
  'good, with hooks that throw': kind(1, 'coupons', (clients) => {
    const hook = () => {
      throw new Error('mine');
    };
    return clients('ok').listCoupons(QUERY, { onRequest: hook, onResponse: hook });
  }),
  'good, with hooks that never settle': kind(1, 'coupons', (clients) => {
    const hook = () => /** @type {any} */ (new Promise(() => {}));
    return clients('ok').listCoupons(QUERY, { onRequest: hook, onResponse: hook });
  }),
  'good or unavailable, retried': kind(3, 'coupons', (clients) => clients('every-other').listCoupons(QUERY, { retry: { limit: 60, minDelayMs: 0 } })),
  'bad query': kind(4, 'input', (clients, turn) => clients('ok').listCoupons(/** @type {any} */ (WRONG_QUERIES[turn % WRONG_QUERIES.length]))),
  'a query that throws': kind(1, 'input', (clients) => {
    const query = {
      get memberId() {
        throw new Error('mine');
      },
    };
    return clients('ok').listCoupons(/** @type {any} */ (query));
  }),
  'bad options': kind(2, 'input', (clients, turn) => clients('ok').listCoupons(QUERY, /** @type {any} */ (WRONG_OPTIONS[turn % WRONG_OPTIONS.length]))),
  'bad endpoint or param': kind(2, 'input', (clients, turn) => clients('ok').call(turn % 2 ? '../../x' : 'x', /** @type {any} */ (turn % 2 ? {} : { a: 1n }))),
  'bad configuration': kind(3, 'config', (_, turn) => {
    const wrong = WRONG_CONFIGS[turn % WRONG_CONFIGS.length];
    return new CouponClient(/** @type {any} */ ({ ...config('ok'), ...wrong }));
  }),
  'aborted before the call': kind(2, 'aborted', (clients) => clients('ok').listCoupons(QUERY, { signal: aborting((it) => it.abort('enough')) })),
  'aborted at once': kind(2, 'aborted', (clients) => clients('ok').listCoupons(QUERY, { signal: aborting((it) => queueMicrotask(() => it.abort('enough'))) })),
  'aborted during an attempt': kind(3, 'aborted', (clients) =>
    clients('until-aborted').listCoupons(QUERY, { signal: aborting((it) => setTimeout(() => it.abort('enough'), 2)) }),
  ),
  'aborted before another attempt': kind(2, 'aborted', (clients) =>
    clients('503').listCoupons(QUERY, {
      retry: TOO_LONG,
      totalTimeoutMs: Infinity,
      signal: aborting((it) => setTimeout(() => it.abort('enough'), 2)),
    }),
  ),
  'timed out, one attempt': kind(3, 'timeout', (clients) => clients('until-aborted').listCoupons(QUERY, { timeoutMs: 1 })),
  'timed out, all attempts': kind(3, 'timeout', (clients) => clients('never').listCoupons(QUERY, { totalTimeoutMs: 1 })),
  'no network': kind(4, 'network', (clients) => clients('lost').listCoupons(QUERY)),
  'no network, retried': kind(1, 'network', (clients) => clients('lost').listCoupons(QUERY, { retry: { limit: 2, minDelayMs: 1 } })),
  'a fetch that throws': kind(1, 'network', (clients) => clients('throws').listCoupons(QUERY)),
  'a body that breaks off': kind(2, 'network', (clients) => clients('cut').listCoupons(QUERY)),
  'not a Response': kind(1, 'config', (clients) => clients('nothing').listCoupons(QUERY)),
  'an HTTP status': kind(3, 'http', (clients, turn) => clients(['404', '503', '429'][turn % 3]).listCoupons(QUERY)),
  'a refusal': kind(3, 'api', (clients) => clients('refused').listCoupons(QUERY)),
  'not JSON': kind(2, 'decode', (clients) => clients('html').listCoupons(QUERY)),
  'a coupon without its code': kind(2, 'decode', (clients) => clients('no-code').listCoupons(QUERY)),
  'not UTF-8': kind(1, 'decode', (clients) => clients('not-utf8').listCoupons(QUERY)),
  'many members': kind(1, 'coupons', async (clients) => {
    const queries = Array.from('abcde', (memberId) => ({ memberId }));
    for await (const { coupons } of clients('ok').listCouponsOfMembers(queries)) {
      if (coupons?.length !== 8) return coupons;
    }
    return [];
  }),
  'many members, left early': kind(1, 'coupons', async (clients) => {
    const queries = Array.from('abcde', (memberId) => ({ memberId }));
    for await (const { coupons } of clients('stream').listCouponsOfMembers(queries)) return coupons;
  }),
  'encrypted and decrypted, each with a new key': kind(7, 'equal', (_, turn) => roundTrip(turn)),
  'decrypted with another key': kind(2, 'input', (_, turn) => decryptParam(encryptParam(QUERY, { key: key(turn) }), { key: key(turn ^ 2) })),
  'an invalid param': kind(2, 'input', (_, turn) => decryptParam(['', 'AB', 'XY', '0'.repeat(17)][turn % 4], { key: key(turn) })),
  usability: kind(2, 'judged', (_, turn) => {
    const { usable, changesAt } = usability(COUPON, new Date(COUPON_DAY + turn * 60_000));
    return typeof usable === 'boolean' && changesAt instanceof Date ? 'judged' : 'not judged';
  }),
  'usability of an invalid coupon': kind(1, 'input', (_, turn) => usability(/** @type {any} */ (WRONG_COUPONS[turn % WRONG_COUPONS.length]))),
  identified: kind(1, 'found', (_, turn) => {
    const param = encryptParam(QUERY, { key: key(turn), mode: 'CBC', iv: 'key' });
    return identifyCipher(key(turn), [{ plaintext: JSON.stringify(QUERY), param }]).length > 0 ? 'found' : 'not found';
  }),
};

/**
 * A key for each turn. Turns that differ only in the lowest bit may have the same DES key, because that bit is the parity.
 *
 * @param {number} turn
 */
const key = (turn) => turn.toString(16).padStart(8, 'k');

/** @param {number} turn */
function roundTrip(turn) {
  const text = JSON.stringify({ memberId: `豪${turn}` });
  const triple = turn % 2 === 0;
  const cipher = /** @type {const} */ ({
    key: key(turn).repeat(3),
    algorithm: triple ? '3DES' : 'DES',
    mode: 'CBC',
    iv: 'key',
    output: 'base64',
  });
  return decryptParam(encryptParam(triple ? text : new TextEncoder().encode(text), cipher), cipher) === text ? 'equal' : 'not equal';
}

/**
 * The outcome of a call in one word.
 *
 * @param {() => unknown} call
 * @returns {Promise<string>}
 */
export async function outcome(call) {
  try {
    const result = await call();
    if (Array.isArray(result)) return coupons(result);
    return typeof result === 'object' && result !== null && 'list' in result ? 'data' : String(result);
  } catch (error) {
    if (error === 'enough') return 'aborted';
    return error instanceof CouponError ? error.kind : `threw ${error}`;
  }
}

/** @param {any[]} list */
function coupons(list) {
  return list.length === 0 || (list.length === 8 && list.every(({ id, status }) => id && status === 0)) ? 'coupons' : `${list.length} of something`;
}

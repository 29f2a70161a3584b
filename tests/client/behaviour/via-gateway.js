// @ts-check
// A client of a gateway has no key. It sends the query unencrypted, and returns the same coupons and errors as a client of the CRM.
import { CouponClient, buildEnvelope, listCoupons } from 'houcaller-coupons';
import { CIPHER, COUPONS, QUERY, RESPONSE, config, list, refusal, thrownBy } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, identical, same } from './same.js';

const GATEWAY = 'https://desk.example/coupons/';

/**
 * A configuration for a gateway that gives these answers, and a list of the requests that it received.
 *
 * @param {...(() => Response)} answers the last one repeats
 */
function gateway(...answers) {
  /** @type {{ url: string, method: string | undefined, headers: object, body: string }[]} */
  const asked = [];
  const fetch = async (/** @type {any} */ url, /** @type {RequestInit} */ { method, headers, body } = {}) => {
    asked.push({ url: String(url), method, headers: Object(headers), body: String(body) });
    return answers[Math.min(asked.length, answers.length) - 1]();
  };
  return { asked, config: { gatewayUrl: GATEWAY, fetch, retry: { minDelayMs: 1 } } };
}

const good = () => new Response(RESPONSE);

/** @type {import('./fixtures.js').Cases} */
export const viaGateway = {
  async 'posts the query itself, below the address of the gateway'() {
    const { asked, config } = gateway(good);
    same((await new CouponClient(config).listCoupons(QUERY)).length, COUPONS);
    same((await listCoupons({ ...QUERY, platformId: 'o-1' }, config)).length, COUPONS);
    const sent = { url: `${GATEWAY}listCpnItemByMember`, method: 'POST', headers: { 'content-type': 'application/json' } };
    same(asked, [
      { ...sent, body: '{"memberId":"K1H93QDKI00B7"}' },
      { ...sent, body: '{"memberId":"K1H93QDKI00B7","platformId":"o-1"}' },
    ]);
  },

  async 'asks the sibling endpoints too'() {
    const { asked, config } = gateway(() => new Response('{"code":0,"data":{"cards":2}}'));
    same(await new CouponClient(config).call('listMemberStcard', { b: 1, a: '豪' }), { cards: 2 });
    same(
      asked.map(({ url, body }) => [url, body]),
      [[`${GATEWAY}listMemberStcard`, '{"b":1,"a":"豪"}']],
    );
  },

  async 'lists many members'() {
    const { asked, config } = gateway(good);
    const found = [];
    for await (const { coupons } of new CouponClient(config).listCouponsOfMembers([{ memberId: 'K1' }, { memberId: 'K2' }])) found.push(coupons?.length);
    same(found, [COUPONS, COUPONS]);
    same(asked.length, 2);
  },

  async 'retries, redacts the id in a refusal, and reports the HTTP status'() {
    const { asked, config } = gateway(() => new Response('', { status: 503 }), good);
    same((await new CouponClient(config).listCoupons(QUERY)).length, COUPONS);
    same(asked.length, 2);
    const refusing = gateway(() => new Response('{"code":5,"msg":"会员 K1H93QDKI00B7 不存在"}'));
    same(await refusal(new CouponClient(refusing.config).listCoupons(QUERY)), 'api: 会员 *** 不存在');
    const closed = gateway(() => new Response('', { status: 401 }));
    const { kind, status, retryable, attempts } = await thrownBy(new CouponClient(closed.config).listCoupons(QUERY));
    same({ kind, status, retryable, attempts }, { kind: 'http', status: 401, retryable: false, attempts: 1 });
  },

  async 'takes the kind of an error from the problem+json of the gateway; the kind busy becomes http'() {
    const problem =
      (/** @type {number} */ status, /** @type {unknown} */ body, type = 'application/problem+json; charset=utf-8') =>
      () =>
        new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'content-type': type } });
    /** @type {[answer: () => Response, kind: string, status: number, retryable: boolean][]} */
    const rows = [
      [problem(504, { title: 'the CRM is late', status: 504, kind: 'timeout', requestId: 'r' }), 'timeout', 504, true],
      [problem(502, { kind: 'network' }), 'network', 502, true],
      [problem(502, { kind: 'http' }), 'http', 502, true],
      [problem(502, { kind: 'decode' }), 'decode', 502, false],
      [problem(503, { kind: 'busy' }), 'http', 503, true],
      [problem(429, { kind: 'busy' }), 'http', 429, true],
      [problem(403, { title: 'not allowed' }), 'http', 403, false],
      // Kinds that the gateway does not send.
      ...['config', 'input', 'api', 'toString', '', 7, null, ['decode']].map(
        (kind) => /** @type {[() => Response, string, number, boolean]} */ ([problem(502, { kind }), 'http', 502, true]),
      ),
      ...['', 'null', '"decode"', '{"kind":"decode"', '['.repeat(600)].map(
        (text) => /** @type {[() => Response, string, number, boolean]} */ ([problem(502, text), 'http', 502, true]),
      ),
      [problem(504, { kind: 'timeout' }, 'Application/Problem+JSON'), 'timeout', 504, true],
      [problem(502, { kind: 'decode' }, 'application/json'), 'http', 502, true],
      [problem(502, '<html></html>', 'text/html'), 'http', 502, true],
    ];
    await each(rows, async ([answer, ...expected]) => {
      const { asked, config } = gateway(answer);
      /** @type {string[]} */
      const shown = [];
      const onResponse = (/** @type {any} */ view) => void shown.push(view.kind);
      const error = await thrownBy(new CouponClient({ ...config, retry: 0 }).listCoupons(QUERY, { onResponse }));
      same(
        [error.kind, error.status, error.retryable, error.message, shown, asked.length],
        [...expected, `the gateway answered HTTP status ${expected[1]}`, [expected[0]], 1],
      );
    });
    // The kind is ignored in an answer of the CRM itself.
    const direct = config({ fetch: async () => problem(502, { kind: 'decode' })() });
    same(await refusal(list(direct)), 'http: the CRM answered HTTP status 502');
  },

  async 'does not wait for the body of a problem beyond the deadline or an abort'() {
    const hanging = () => new Response(new ReadableStream({}), { status: 503, headers: { 'content-type': 'application/problem+json' } });
    const { config } = gateway(hanging);
    const call = new CouponClient({ ...config, retry: 0, timeoutMs: 50 }).listCoupons(QUERY);
    same(await refusal(call), 'http: the gateway answered HTTP status 503');
    const controller = new AbortController();
    const reason = new Error('stop');
    setTimeout(() => controller.abort(reason), 20);
    identical(await thrownBy(new CouponClient(config).listCoupons(QUERY, { signal: controller.signal })), reason);
  },

  async 'checks the query and the answer'() {
    const { asked, config } = gateway(() => new Response('{"code":0,"data":{"list":[{}]}}'));
    const client = new CouponClient(config);
    same(await refusal(client.listCoupons({})), 'input: query: expected memberId, platformId or both, found neither (empty or white space counts as absent)');
    same(asked.length, 0);
    same(await refusal(client.listCoupons(QUERY)), 'decode: data.list[0].id: expected a string, found undefined');
  },

  async 'the functions that need a cipher throw a config error'() {
    const client = new CouponClient(gateway(good).config);
    const expected = 'config: cipher: expected a client with a cipher, found a client of a gateway';
    for (const act of [() => client.encryptParam('{}'), () => client.decryptParam('00'), () => client.buildEnvelope({})]) same(await refusal(act), expected);
    same(await refusal(() => buildEnvelope({}, /** @type {any} */ ({ gatewayUrl: GATEWAY }))), expected);
  },

  'refuses baseUrl, channel and cipher beside gatewayUrl': () =>
    each(
      /** @type {[object, string][]} */ ([
        [{ gatewayUrl: '' }, 'gatewayUrl: expected a non-empty string, found an empty one'],
        [{ gatewayUrl: 1 }, 'gatewayUrl: expected a string, found a number'],
        [{ gatewayUrl: 'ftp://a/' }, 'gatewayUrl: expected an http: or https: address, or in a browser a path, found another scheme'],
        [{ gatewayUrl: GATEWAY, baseUrl: '/v1' }, 'baseUrl: expected none beside gatewayUrl, found one'],
        [{ gatewayUrl: GATEWAY, channel: 'hkl-test' }, 'channel: expected none beside gatewayUrl, found one'],
        [{ gatewayUrl: GATEWAY, cipher: CIPHER }, 'cipher: expected none beside gatewayUrl, found one'],
        [{ gatewayUrl: null }, 'baseUrl: expected a non-empty string, found none'],
      ]),
      async ([config, expected]) => same(await refusal(() => new CouponClient(/** @type {any} */ (config))), `config: ${expected}`),
    ),
};

void runAlone('via-gateway.js', viaGateway);

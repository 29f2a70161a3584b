// @ts-check
// No error, hook, log line or console output contains a key, a token, a param, an id or a coupon code, whatever fails.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import init, { CouponClient, decryptParam, encryptParam, identifyCipher } from 'houcaller-coupons';
import { formatEntry } from '../../../sandbox/log-entry.js';
import { published, startSetting } from '../../support/faults/check.js';
import { openRunner } from '../../support/faults/run-row.js';
import { findSecrets, listenToConsole, viewsOf } from '../../support/search.js';
import { PUBLISHED_MEMBER, STRANGER, table, WRONG_KEY } from '../../support/faults/table.js';
import { startEchoServer, placements } from './echo-server.js';

const KEY = 'q7~Kx!Z3';
const TOKEN = 'tok-5b1f0c9d';
const PLATFORM_ID = published[0].openid;
const ids = [PUBLISHED_MEMBER, STRANGER, PLATFORM_ID, 'oSandbox-nobody'];
const coupons = published.flatMap(({ id, cpnCode, cpnid, mmbid, openid }) => [id, cpnCode, cpnid, mmbid, openid]);
const known = { key: [KEY, WRONG_KEY], token: [TOKEN], id: ids, coupon: coupons.filter((text) => text !== '') };

test('the search finds secrets in every encoding', () => {
  const { lines, stop } = listenToConsole();
  console.warn('%o', { code: 7270000006699 });
  process.stderr.write(`${encodeURIComponent(KEY)}\n`);
  stop();
  const error = Object.assign(new Error('a', { cause: { deep: [{ id: 'K1h93qdki00b7' }] } }), { toJSON: () => TOKEN });
  const found = findSecrets([...lines, ...viewsOf(error)], known);
  assert.deepEqual(Object.keys(found).sort(), ['coupon', 'id', 'key', 'token']);
  assert.deepEqual(Object.keys(findSecrets([Buffer.from(KEY).toString('hex').toUpperCase()], known)), ['key']);
  assert.deepEqual(findSecrets(['nothing to see', PUBLISHED_MEMBER.slice(1)], known), {});
});

test('no fault of the table exposes a secret', { timeout: 60_000 }, async (t) => {
  /** @type {string[]} */
  const texts = [];
  /** @type {Set<string>} */
  const params = new Set();
  const { lines, stop } = listenToConsole();
  /** @type {(entry: import('../../../sandbox/log-entry.js').LogEntry) => void} */
  const onLog = (entry) => void texts.push(formatEntry(entry));
  const { sandbox, setting } = await startSetting({ key: KEY, onLog });
  t.after(() => sandbox.close());
  t.after(stop);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const onSend = (/** @type {string} */ body) => void params.add(JSON.parse(body).param);
  const { run, rejections } = await openRunner({ ...setting, headers }, { onSend });

  const count = { errors: 0, views: 0 };
  for (const row of table) {
    // Unless the row has its own query, send both ids, so that the search covers both.
    const query = row.query ?? { memberId: PUBLISHED_MEMBER, platformId: PLATFORM_ID };
    const { end, aborted, views, client } = await run({ ...row, query });
    if ('thrown' in end && !aborted) {
      count.errors += 1;
      texts.push(...viewsOf(end.thrown));
    }
    count.views += views.length;
    texts.push(...viewsOf(views), ...viewsOf(client));
  }
  stop();
  texts.push(...lines, ...rejections, ...viewsOf(sandbox.log));

  t.diagnostic(
    `${count.errors} errors, ${count.views} hook views, ${lines.length} lines on the console, ` +
      `${sandbox.log.length} log entries, ${params.size} different params`,
  );
  assert.ok(count.errors > 60 && count.views > 200 && sandbox.log.length > 100 && params.size >= 4);
  assert.deepEqual(findSecrets(texts, { ...known, param: params }), {});
});

test('errors thrown before any request contain no secret', async () => {
  await init();
  const cipher = { key: KEY };
  const config = { baseUrl: '/v1', channel: 'hkl-test', cipher };
  const param = encryptParam({ memberId: PUBLISHED_MEMBER }, cipher);
  const any = (/** @type {unknown} */ value) => /** @type {any} */ (value);
  const mistakes = [
    () => encryptParam({}, { key: KEY.slice(0, 7) }),
    () => encryptParam({}, { key: KEY, keyEncoding: 'hex' }),
    () => encryptParam({}, { key: KEY, algorithm: '3DES' }),
    () => encryptParam({}, { key: KEY, mode: 'CBC', iv: KEY }),
    () => encryptParam({}, { key: KEY, padding: any(KEY) }),
    () => encryptParam({}, { ...cipher, keyDerivation: any(KEY) }),
    () => encryptParam({}, any(KEY)),
    () => encryptParam(`${PUBLISHED_MEMBER}\ud800`, cipher),
    () => encryptParam({ memberId: PUBLISHED_MEMBER, toJSON: () => any(1n) }, cipher),
    () => decryptParam(param, { key: WRONG_KEY }),
    () => decryptParam(param.slice(1), cipher),
    () => decryptParam(PUBLISHED_MEMBER, cipher),
    () => identifyCipher(KEY, [{ plaintext: PUBLISHED_MEMBER, param: PUBLISHED_MEMBER }, any(param)]),
    () => new CouponClient({ ...config, channel: any([KEY]) }),
    () => new CouponClient({ ...config, headers: { authorization: `Bearer ${TOKEN}\n` } }),
    () => new CouponClient({ ...config, headers: { authorization: any([TOKEN]) } }),
    () => new CouponClient({ ...config, retry: any(TOKEN) }),
    () => new CouponClient(config).listCoupons(any(PUBLISHED_MEMBER)),
    () => new CouponClient(config).listCoupons({ memberId: `${PUBLISHED_MEMBER}\ud800` }),
    () => new CouponClient(config).listCoupons({ memberId: any([PUBLISHED_MEMBER]) }),
    () => new CouponClient(config).call(`${PUBLISHED_MEMBER}/`, {}),
    () => new CouponClient(config).call('x', any(PUBLISHED_MEMBER)),
  ];
  /** @type {string[]} */
  const texts = [];
  for (const mistake of mistakes) {
    const thrown = await Promise.resolve()
      .then(mistake)
      .then(
        () => undefined,
        (error) => error,
      );
    assert.equal(thrown?.name, 'CouponError', String(mistake));
    texts.push(...viewsOf(thrown));
  }
  // One of the keys above is cut to seven characters; those must not be shown either.
  const secrets = { ...known, key: [KEY.slice(0, 7), WRONG_KEY], param: [param.slice(1)] };
  assert.deepEqual(findSecrets(texts, secrets), {});
});

describe('the secrets that a CRM echoes are redacted', async () => {
  const server = await startEchoServer();
  after(server.close);
  const echoed = { memberId: PUBLISHED_MEMBER, platformId: PLATFORM_ID, cpnCode: published[0].cpnCode };
  /** @type {import('houcaller-coupons').ResponseView[]} */
  const views = [];
  await init();
  const client = new CouponClient({
    baseUrl: server.url,
    channel: 'hkl-test',
    cipher: { key: KEY },
    retry: 0,
    onResponse: (view) => void views.push(view),
  });

  for (const [place, answer] of Object.entries(placements)) {
    test(`in ${place}`, async () => {
      server.answer(answer, echoed);
      const { memberId, platformId } = echoed;
      const thrown = await client.listCoupons({ memberId, platformId }).then(
        () => undefined,
        (error) => error,
      );
      assert.equal(thrown?.name, 'CouponError');
      // An api error quotes the CRM's message, and the client cannot know a coupon code in it. Other errors quote nothing.
      const coupon = thrown.kind === 'api' ? [] : [echoed.cpnCode];
      const secrets = { id: [memberId, platformId], param: server.params, coupon };
      assert.deepEqual(findSecrets([...viewsOf(thrown), ...viewsOf(views)], secrets), {});
    });
  }

  test('in the answer of another endpoint, for values nested in the param', async () => {
    server.answer(placements['the message of a refusal'], echoed);
    const param = { member: { ids: [PUBLISHED_MEMBER, { platformId: PLATFORM_ID }] } };
    const thrown = await client.call('listMemberStcard', param).then(
      () => undefined,
      (error) => error,
    );
    assert.equal(thrown?.kind, 'api');
    assert.deepEqual(findSecrets(viewsOf(thrown), { id: [PUBLISHED_MEMBER, PLATFORM_ID], param: server.params }), {});
  });

  test('in the answers to a run over many members', async () => {
    server.answer(placements['the message of a refusal'], echoed);
    /** @type {unknown[]} */
    const seen = [];
    const onProgress = (/** @type {unknown} */ progress) => void seen.push(progress);
    const queries = [{ memberId: PUBLISHED_MEMBER }, { memberId: STRANGER }, { platformId: PLATFORM_ID }];
    for (const query of queries) {
      for await (const { error } of client.listCouponsOfMembers([query], { onProgress })) {
        assert.ok(error);
        const own = Object.values(query);
        assert.deepEqual(findSecrets([...viewsOf(error), ...viewsOf(seen)], { id: own, param: server.params }), {});
      }
    }
    assert.equal(seen.length, queries.length);
  });
});

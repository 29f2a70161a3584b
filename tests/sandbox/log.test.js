// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatEntry } from '../../sandbox/log-entry.js';
import { startSandbox } from '../../sandbox/server.js';
import { ENDPOINT } from '../../sandbox/app.js';
import { envelope, post, PUBLISHED_MEMBER, PUBLISHED_PLATFORM } from './support.js';

/**
 * @param {(sandbox: import('../../sandbox/server.js').RunningSandbox) => Promise<void>} use
 * @param {import('../../sandbox/app.js').SandboxOptions} [options]
 */
const withSandbox = (use, options) => async () => {
  const sandbox = await startSandbox(options);
  try {
    await use(sandbox);
  } finally {
    await sandbox.close();
  }
};

test(
  'the log is empty before any request, and does not contain the requests for the sandbox routes',
  withSandbox(async ({ url, log }) => {
    assert.deepEqual(log, []);
    await (await fetch(`${url}/sandbox/members`)).text();
    assert.deepEqual(await (await fetch(`${url}/sandbox/log`)).json(), []);
    // Faults do not apply to these routes, also to those that do not exist.
    assert.equal((await fetch(`${url}/sandbox/members?fault=503`, { method: 'POST' })).status, 404);
    assert.equal((await fetch(`${url}/sandbox/none?fault=503`)).status, 404);
    assert.deepEqual(log, []);
  }),
);

test(
  'an entry has the fields of the request and of the answer',
  withSandbox(
    async ({ url, log }) => {
      const timestamp = '1700000000000';
      const body = envelope({ memberId: PUBLISHED_MEMBER, platformId: PUBLISHED_PLATFORM }, { timestamp });
      await (await post(url, body, { headers: { 'x-sandbox-fault': 'delay=20, smg' } })).text();

      const [{ ms, ...entry }] = log;
      assert.deepEqual(entry, {
        time: '2023-11-14T22:13:20.000Z',
        method: 'POST',
        path: ENDPOINT,
        status: 200,
        code: 0,
        memberId: 'K1…(13)',
        platformId: 'oE…(29)',
        fault: 'delay=20, smg',
      });
      assert.ok(ms !== null && ms >= 15, `took ${ms} ms`);
      assert.deepEqual(await (await fetch(`${url}/sandbox/log`)).json(), log);
    },
    { now: () => 1_700_000_000_000 },
  ),
);

test(
  'the newest entry is last; entries have the code of a refusal and the status of a fault',
  withSandbox(async ({ url, log }) => {
    await (await post(url, envelope({ memberId: 'SANDBOXNOBODY' }))).text();
    await (await post(url, envelope({}))).text();
    await (await post(url, envelope({ memberId: PUBLISHED_MEMBER }), { search: '?fault=503' })).text();
    await (await fetch(`${url}/upload_img/common/hklai.jpg`)).text();
    assert.deepEqual(
      log.map(({ status, code, memberId }) => [status, code, memberId]),
      [
        [200, 1012, 'SA…(13)'],
        [200, 1009, ''],
        [503, 0, 'K1…(13)'],
        [200, null, ''],
      ],
    );
  }),
);

test(
  'the status is the one that was sent',
  withSandbox(async ({ url, log }) => {
    for (const fault of ['reset', 'half-body', 'status=500, half-body', 'status=404, slow-body=1']) {
      await post(url, envelope({ memberId: PUBLISHED_MEMBER }), { search: `?fault=${fault}` })
        .then((response) => response.text())
        .catch(() => undefined);
    }
    while (log.some(({ ms }) => ms === null)) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(
      log.map(({ status }) => status),
      [null, 200, 500, 404],
    );
  }),
);

test(
  'a request that the client aborts is logged at once, without a status',
  withSandbox(async ({ url, log }) => {
    const body = envelope({ memberId: PUBLISHED_MEMBER });
    const signal = AbortSignal.timeout(100);
    await assert.rejects(post(url, body, { signal, search: '?fault=delay=60000' }), { name: 'TimeoutError' });
    const deadline = Date.now() + 2_000;
    while (log[0]?.ms === null && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.notEqual(log[0].ms, null);
    assert.deepEqual([log.length, log[0].status, log[0].fault], [1, null, 'delay=60000']);
  }),
);

test(
  'it contains no id, key, param or free text of the client',
  withSandbox(async ({ url, log }) => {
    const printed = /** @type {string[]} */ ([]);
    const body = envelope({ memberId: PUBLISHED_MEMBER, platformId: PUBLISHED_PLATFORM });
    const fault = `set=mmbid:"${PUBLISHED_MEMBER}", times=1, fault-id=${PUBLISHED_PLATFORM}`;
    await (await post(url, body, { headers: { 'x-sandbox-fault': fault } })).text();
    await (await post(url, body, { search: `?fault=${PUBLISHED_MEMBER}` })).text();
    await (await post(url, body, { search: `/${PUBLISHED_MEMBER}?memberId=${PUBLISHED_MEMBER}` })).text();
    await (await post(url, { ...body, param: 'short' })).text();
    await (await post(url, envelope({ memberId: 'abc' }))).text();

    printed.push(JSON.stringify(log), ...log.map(formatEntry));
    assert.equal(log.length, 5);
    for (const text of printed) {
      for (const secret of [PUBLISHED_MEMBER, PUBLISHED_PLATFORM, body.param, 'sandbox8', 'short', 'abc']) {
        assert.ok(!text.includes(secret), text);
      }
    }
    assert.equal(log[2].path, `${ENDPOINT}/K1…(13)`);
  }),
);

test(
  'it contains the number of a fault that takes one, and no other value of a fault, because that may be an id',
  withSandbox(async ({ url, log }) => {
    const phone = '13800138000';
    for (const fault of [
      `503=7, times=1, fault-id=${phone}`,
      `delay=1, slow-body=1, code=-5, status=404, drop=${phone}`,
      `set=${phone}:${phone}`,
      `429-date=3, redirect=302, list=null, drop=cpnCode@1`,
      `429, redirect`,
    ]) {
      await (await post(url, envelope({ memberId: PUBLISHED_MEMBER }), { redirect: 'manual', headers: { 'x-sandbox-fault': fault } })).text();
    }
    assert.deepEqual(
      log.map(({ fault }) => fault),
      ['503=7, times=1, fault-id', 'delay=1, slow-body=1, code=-5, status=404, drop', 'set', '429-date=3, redirect=302, list, drop', '429, redirect'],
    );
    assert.ok(!JSON.stringify(log).includes(phone));
  }),
);

test(
  'existing paths are logged unchanged',
  withSandbox(async ({ url, log }) => {
    const paths = ['/upload_img/20170718/170718_2021456830.jpg', '/upload_img/sandbox/牛排 套餐.jpg'];
    for (const path of paths) await (await fetch(`${url}${path}`)).text();
    assert.deepEqual(
      log.map(({ path }) => path),
      paths,
    );
  }),
);

test(
  'it keeps the last 1,000 entries',
  withSandbox(async ({ app, log }) => {
    for (let count = 0; count < 1003; count += 1) await app.request(`/upload_img/${count}`);
    assert.equal(log.length, 1000);
    assert.equal(log[0].path, '/upload_img/…(1)');
  }),
);

// @ts-check
// A client of a gateway in hosts that have only a `request` and a WebAssembly of their own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { listCoupons } from 'houcaller-coupons';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { openFixtures } from './fixtures.js';
import { myRequest, ttRequest, wxRequest } from '../../support/mini-program/request-hosts.js';
import { pathWebAssembly } from '../../support/mini-program/wasm-host.js';

const QUERY = { memberId: 'K1H93QDKI00B7' };

const fixtures = openFixtures();
/** @type {unknown[]} */
const asked = [];
/** @type {import('@hono/node-server').ServerType} */
let server;
/** @type {string} */
let gatewayUrl;

before(async () => {
  const app = new Hono();
  app.post('/coupons/listCpnItemByMember', async (context) => {
    const query = await context.req.json();
    asked.push(query);
    const config = { baseUrl: `${fixtures.sandbox.url}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } };
    return context.json({ msg: '', code: 0, data: { list: await listCoupons(query, config) } });
  });
  const port = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address) => resolve(address.port));
  });
  gatewayUrl = `http://127.0.0.1:${port}/coupons`;
});
after(() => new Promise((resolve) => server.close(resolve)));

const HOSTS = {
  wx: { request: wxRequest, engine: 'WXWebAssembly' },
  my: { request: myRequest, engine: 'MYWebAssembly' },
  tt: { request: ttRequest, engine: 'TTWebAssembly' },
};
const NAMES = ['wx', 'my', 'tt', 'WebAssembly', 'WXWebAssembly', 'TTWebAssembly', 'MYWebAssembly'];

for (const [name, { request, engine }] of Object.entries(HOSTS)) {
  /** @param {object} has */
  const start = (has) => fixtures.codePackage.start({ wx: undefined, WXWebAssembly: undefined, [name]: { request: request() }, ...has });

  test(`lists the coupons with ${name}.request and ${engine}`, async () => {
    const { entry, run, warnings } = start({ [engine]: pathWebAssembly(fixtures.codePackage.folder) });
    assert.deepEqual(
      NAMES.filter((known) => run(`typeof ${known}`) !== 'undefined'),
      [name, engine],
    );
    const { CouponClient } = entry();
    const coupons = await new CouponClient({ gatewayUrl }).listCoupons(QUERY);
    assert.deepEqual(JSON.parse(JSON.stringify(coupons)), published.data.list);
    assert.deepEqual(asked.at(-1), QUERY);
    assert.deepEqual(warnings, []);
  });

  test(`with ${name}.request and without WebAssembly, the error names ${engine}`, async () => {
    const { CouponClient } = start({}).entry();
    const before = asked.length;
    await assert.rejects(new CouponClient({ gatewayUrl }).listCoupons(QUERY), {
      name: 'CouponError',
      kind: 'config',
      message: new RegExp(`^init: this host has no ${engine}; `),
    });
    assert.equal(asked.length, before);
  });
}

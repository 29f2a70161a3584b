// @ts-check
// A client of a gateway, where a host has a `request` and no WebAssembly at all.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { listCoupons } from 'houcaller-coupons';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { given } from './given.js';
import { myRequest, ttRequest, wxRequest } from './request-hosts.js';

const QUERY = { memberId: 'K1H93QDKI00B7' };

const it = given();
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
    const config = { baseUrl: `${it.sandbox.url}/htest/openapi/v1`, channel: SANDBOX_CHANNEL, cipher: { key: SANDBOX_KEY } };
    return context.json({ msg: '', code: 0, data: { list: await listCoupons(query, config) } });
  });
  const port = await new Promise((resolve) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address) => resolve(address.port));
  });
  gatewayUrl = `http://127.0.0.1:${port}/coupons`;
});
after(() => new Promise((resolve) => server.close(resolve)));

const HOSTS = { wx: wxRequest, my: myRequest, tt: ttRequest };

for (const [name, request] of Object.entries(HOSTS)) {
  test(`lists the coupons where there is ${name}.request and nothing else`, async () => {
    const { entry, run, warnings } = it.codePackage.start({ wx: undefined, WXWebAssembly: undefined, [name]: { request: request() } });
    const hosts = ['wx', 'my', 'tt', 'WebAssembly', 'WXWebAssembly', 'TTWebAssembly', 'MYWebAssembly'];
    assert.deepEqual(hosts.filter((known) => run(`typeof ${known}`) !== 'undefined'), [name]);
    const { CouponClient } = entry();
    const coupons = await new CouponClient({ gatewayUrl }).listCoupons(QUERY);
    assert.deepEqual(JSON.parse(JSON.stringify(coupons)), published.data.list);
    assert.deepEqual(asked.at(-1), QUERY);
    assert.deepEqual(warnings, []);
  });
}

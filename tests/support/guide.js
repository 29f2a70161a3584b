// @ts-check
// The programs that docs/gateway.md shows, and what whoever runs them sees.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import published from '../../sandbox/published-response.json' with { type: 'json' };

export const MEMBER = 'K1H93QDKI00B7';

/** How each program is told from the others. */
const PROGRAMS = {
  gateway: 'gatewayFor = (env)',
  sessions: 'sessionOf = async',
  node: "from '@hono/node-server'",
  client: 'new CouponClient(',
  deno: 'Deno.serve(',
  bun: 'Bun.serve(',
  workerd: "from 'cloudflare:workers'",
  redis: 'new RateLimiterRedis(',
};

/** The recipes for frameworks, which the matrix builds. */
const RECIPES = /^## In a framework$[^]*?(?=^## )/m;

async function text() {
  return readFile(new URL('../../docs/gateway.md', import.meta.url), 'utf8');
}

/** @returns {Promise<{ file: string, source: string }[]>} as they stand there, each with the name of its file, which is the last one before it */
export async function recipes() {
  const [section = ''] = RECIPES.exec(await text()) ?? [];
  return [...section.matchAll(/`([^`\n]+)`:\n\n```js\n([^]*?)^```$/gm)].map(([, file = '', source = '']) => ({ file, source }));
}

/** @returns {Promise<Record<keyof typeof PROGRAMS, string>>} as they stand there */
export async function guide() {
  const others = (await text()).replace(RECIPES, '');
  const blocks = [...others.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, source = '']) => source);
  assert.equal(blocks.length, Object.keys(PROGRAMS).length);
  const found = Object.entries(PROGRAMS).map(([name, mark]) => [name, blocks.find((block) => block.includes(mark)) ?? assert.fail(name)]);
  return Object.fromEntries(found);
}

/** @param {string} url where the guide's gateway runs */
export async function asksTheGuide(url) {
  const ask = (/** @type {string} */ memberId, /** @type {Record<string, string>} */ headers = {}) =>
    fetch(`${url}/coupons/listCpnItemByMember`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ memberId }),
    });
  assert.equal((await ask(MEMBER)).status, 401);
  const mine = { authorization: 'Bearer my-session' };
  assert.equal((await ask('SANDBOXMEMBER', mine)).status, 403);
  const { data } = await (await ask(MEMBER, mine)).json();
  assert.deepEqual(
    data.list.map((/** @type {{ cpnCode: string }} */ { cpnCode }) => cpnCode),
    published.data.list.map(({ cpnCode }) => cpnCode),
  );
}

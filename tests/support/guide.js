// @ts-check
// Reads the programs in docs/gateway.md, and checks the answers of a gateway that they start.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import published from '../../sandbox/published-response.json' with { type: 'json' };

export const MEMBER = 'K1H93QDKI00B7';

/** A text that only this program contains. */
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

/** The section with the recipes for frameworks, which the matrix in tests/package/ builds. */
const RECIPES = /^## In a framework$[^]*?(?=^## )/m;

async function text() {
  return readFile(new URL('../../docs/gateway.md', import.meta.url), 'utf8');
}

/** @returns {Promise<{ file: string, source: string }[]>} the recipes, each with its file name, which the guide has before the code */
export async function recipes() {
  const [section = ''] = RECIPES.exec(await text()) ?? [];
  return [...section.matchAll(/`([^`\n]+)`:\n\n```js\n([^]*?)^```$/gm)].map(([, file = '', source = '']) => ({ file, source }));
}

/** @returns {Promise<Record<keyof typeof PROGRAMS, string>>} the programs, unchanged */
export async function guide() {
  const others = (await text()).replace(RECIPES, '');
  const blocks = [...others.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, source = '']) => source);
  assert.equal(blocks.length, Object.keys(PROGRAMS).length);
  const found = Object.entries(PROGRAMS).map(([name, mark]) => [name, blocks.find((block) => block.includes(mark)) ?? assert.fail(name)]);
  return Object.fromEntries(found);
}

/** @returns {Promise<string[]>} the command of the guide that starts the program for Deno */
export async function denoCommand() {
  const [, command = assert.fail('no command for Deno')] = /`(deno run [^`]*)`/.exec(await text()) ?? [];
  return command.split(' ');
}

/** Checks that it answers 401, 403 and the coupons. @param {string} url the address of the guide's gateway */
export async function checkGuideGateway(url) {
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

// @ts-check
// The check of the Cloudflare Worker's secrets, and what its READMEs state. tests/gateway/examples/cloudflare-worker.mjs starts the Worker itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { secret } from '../../../examples/cloudflare-worker/src/secret.js';

const read = (/** @type {string} */ name) => readFile(new URL(`../../../examples/cloudflare-worker/${name}`, import.meta.url), 'utf8');

test('the placeholders in .dev.vars.example are refused, and a random secret is accepted', async () => {
  const given = Object.fromEntries([...(await read('.dev.vars.example')).matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  assert.deepEqual(Object.keys(given), ['CRM_URL', 'CRM_KEY', 'SESSION_SECRET', 'HASH_KEY']);
  for (const name of ['SESSION_SECRET', 'HASH_KEY'])
    assert.throws(() => secret(name, given[name], 16), new RegExp(`^Error: ${name}: expected a secret of your own, .*, found a placeholder$`));
  assert.throws(() => secret('HASH_KEY', 'at-least-16-random-characters-of-yours', 16), /found a placeholder$/);
  assert.throws(() => secret('HASH_KEY', 'private', 16), /^Error: HASH_KEY: expected at least 16 characters, found fewer$/);
  assert.throws(() => secret('HASH_KEY', undefined, 16), /^Error: HASH_KEY: expected at least 16 characters, found fewer$/);
  assert.equal(secret('CRM_KEY', given.CRM_KEY), 'sandbox8');
  const random = 'Zy3qkV0pXw9cM1dH5tGvL8sBnR2aEjUoTfIi7KxY4lQ=';
  assert.equal(secret('SESSION_SECRET', random, 32), random);
});

test('the Worker checks every secret, and its total time-out is below the 30 seconds of Cloudflare', async () => {
  const worker = await read('src/worker.js');
  for (const [, name] of worker.matchAll(/env\.(\w*(?:KEY|SECRET))\b(?! &&)/g)) assert.match(worker, new RegExp(`secret\\('${name}', env\\.${name}\\b`));
  const [, ms = ''] = /TOTAL_MS = ([\d_]+);/.exec(worker) ?? [];
  assert.ok(Number(ms.replaceAll('_', '')) < 30_000);
  assert.match(worker, /totalTimeoutMs: TOTAL_MS,/);
});

for (const name of ['README.md', 'README.zh-CN.md']) {
  test(`${name} gives the Worker’s secrets, its total time-out and the claims of a token`, async () => {
    const [readme, worker, session] = await Promise.all([name, 'src/worker.js', 'src/session.js'].map(read));
    const put = /^```sh\n([^]*?)^```$/m.exec(readme ?? '')?.[1] ?? '';
    for (const [, secretName = ''] of worker?.matchAll(/secret\('(\w+)'/g) ?? []) assert.match(put, new RegExp(`\\b${secretName}\\b`));
    const [, ms = ''] = /TOTAL_MS = ([\d_]+);/.exec(worker ?? '') ?? [];
    assert.match(readme ?? '', new RegExp(`\`totalTimeoutMs\` (?:is|设为) ${Number(ms.replaceAll('_', '')) / 1000} (?:seconds|秒)`));
    const [, cookie = ''] = /COOKIE = '(.+)';/.exec(session ?? '') ?? [];
    const [, issuer = '', audience = ''] = /issuer: '(.+?)', audience: '(.+?)'/.exec(session ?? '') ?? [];
    for (const stated of [cookie, issuer, audience, 'iss', 'aud', 'exp', 'sub', 'role', 'memberId'])
      assert.ok(stated && readme?.includes(`\`${stated}\``), stated);
  });
}

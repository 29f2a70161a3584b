// @ts-check
// The image of the gateway on Node, as far as it can be told without an engine. What its steps make is what node-gateway.test.js runs.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { validate } from 'dockerfile-utils';

const read = (/** @type {string} */ name) => readFile(new URL(`../../../examples/node-gateway/${name}`, import.meta.url), 'utf8');
const dockerfile = await read('Dockerfile');
const [packages = '', image = ''] = dockerfile.split(/^(?=FROM )/m).filter((stage) => stage.startsWith('FROM '));

/**
 * @param {string} stage
 * @param {string} instruction
 */
function all(stage, instruction) {
  return [...stage.matchAll(new RegExp(`^${instruction} (.+)$`, 'gm'))].map(([, text = '']) => text);
}

test('a linter finds nothing, and would', () => {
  assert.deepEqual(validate(dockerfile), []);
  assert.equal(validate(dockerfile.replace('USER', 'USR')).length, 1);
});

test('it runs as somebody who may change nothing, hears signals, and is asked whether it is well', () => {
  assert.match(packages, /^FROM node:22-slim AS packages$/m);
  assert.match(image, /^FROM node:22-slim$/m);
  assert.deepEqual(all(image, 'USER'), ['node']);
  assert.doesNotMatch(image, /--chown|chmod|^RUN /m);
  assert.deepEqual(
    all(image, 'CMD').map((text) => JSON.parse(text)),
    [['node', 'src/server.js']],
  );
  assert.match(all(image, 'HEALTHCHECK')[0] ?? '', / CMD \["node", "src\/health-check\.js"\]$/);
});

test('what is copied into it is named in .dockerignore, which lets nothing else in', async () => {
  const [first, ...allowed] = (await read('.dockerignore')).split('\n').filter((line) => line && !line.startsWith('#'));
  assert.equal(first, '*');
  assert.ok(allowed.every((line) => line.startsWith('!')));
  const copied = all(dockerfile, 'COPY')
    .filter((text) => !text.startsWith('--from='))
    .flatMap((text) => text.split(' ').slice(0, -1));
  assert.deepEqual([...new Set(copied)].sort(), allowed.map((line) => line.slice(1)).sort());
  // Nor does a secret come by another way.
  assert.deepEqual([...all(dockerfile, 'ARG'), ...all(dockerfile, 'ENV'), ...all(dockerfile, 'ADD')], ['NODE_ENV=production']);
});

// @ts-check
// Checks the Dockerfile of the Node gateway without Docker. node-gateway.test.js runs the program as the image contains it.
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

test('a linter finds no error in the Dockerfile, but finds an inserted one', () => {
  assert.deepEqual(validate(dockerfile), []);
  assert.equal(validate(dockerfile.replace('USER', 'USR')).length, 1);
});

test('the image runs as an unprivileged user, receives signals, and has a health check', () => {
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

test('.dockerignore allows exactly the copied files', async () => {
  const [first, ...allowed] = (await read('.dockerignore')).split('\n').filter((line) => line && !line.startsWith('#'));
  assert.equal(first, '*');
  assert.ok(allowed.every((line) => line.startsWith('!')));
  const copied = all(dockerfile, 'COPY')
    .filter((text) => !text.startsWith('--from='))
    .flatMap((text) => text.split(' ').slice(0, -1));
  assert.deepEqual([...new Set(copied)].sort(), allowed.map((line) => line.slice(1)).sort());
  // No build argument or variable contains a secret.
  assert.deepEqual([...all(dockerfile, 'ARG'), ...all(dockerfile, 'ENV'), ...all(dockerfile, 'ADD')], ['NODE_ENV=production']);
});

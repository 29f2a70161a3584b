// @ts-check
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { failures } from '../../sandbox/failures.js';
import { faults } from '../../sandbox/faults/table.js';
import { members, NOBODY } from '../../sandbox/members.js';

const readme = await readFile(new URL('../../sandbox/README.md', import.meta.url), 'utf8');
const firstCells = [...readme.matchAll(/^\| (.+?) \|/gm)].map(([, cell]) => cell);

test('the README has the key and the channel', () => {
  assert.ok(readme.includes(`| key | \`${SANDBOX_KEY}\``));
  assert.ok(readme.includes(`| channel | \`${SANDBOX_CHANNEL}\``));
});

test('it lists every member', () => {
  for (const memberId of [...members.map((member) => member.memberId), NOBODY]) {
    assert.ok(firstCells.includes(`\`${memberId}\``), memberId);
  }
});

test('it lists every error code with its message', () => {
  for (const { code, msg } of Object.values(failures)) assert.ok(readme.includes(`| ${code} | ${msg} |`), msg);
});

test('it lists every fault', () => {
  const cells = firstCells.join('\n');
  for (const name of Object.keys(faults)) assert.match(cells, new RegExp(`\`${name}[\`=]`), name);
});

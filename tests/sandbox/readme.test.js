// @ts-check
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { failures } from '../../sandbox/failures.js';
import { faults } from '../../sandbox/faults/table.js';
import { members, NOBODY } from '../../sandbox/members.js';

for (const { name, key, channel } of [
  { name: 'README.md', key: 'key', channel: 'channel' },
  { name: 'README.zh-CN.md', key: '密钥', channel: '渠道' },
]) {
  const readme = await readFile(new URL(`../../sandbox/${name}`, import.meta.url), 'utf8');
  const firstCells = [...readme.matchAll(/^\| (.+?) \|/gm)].map(([, cell]) => cell);

  test(`${name} has the key and the channel`, () => {
    assert.ok(readme.includes(`| ${key} | \`${SANDBOX_KEY}\``));
    assert.ok(readme.includes(`| ${channel} | \`${SANDBOX_CHANNEL}\``));
  });

  test(`${name} lists every member`, () => {
    for (const memberId of [...members.map((member) => member.memberId), NOBODY]) {
      assert.ok(firstCells.includes(`\`${memberId}\``), memberId);
    }
  });

  test(`${name} lists every error code with its message`, () => {
    for (const { code, msg } of Object.values(failures)) assert.ok(readme.includes(`| ${code} | ${msg} |`), msg);
  });

  test(`${name} lists every fault`, () => {
    const cells = firstCells.join('\n');
    for (const fault of Object.keys(faults)) assert.match(cells, new RegExp(`\`${fault}[\`=]`), fault);
  });
}

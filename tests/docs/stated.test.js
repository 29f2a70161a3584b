// @ts-check
// Compares statements in the documents with the source.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import ts from 'typescript';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';
import { SANDBOX } from '../support/document-samples.js';

const read = (/** @type {string} */ path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

test('SECURITY.md names every field of a log line, and no other', async () => {
  const [security, types] = await Promise.all([read('SECURITY.md'), read('js/gateway/types.ts')]);
  const { statements } = ts.createSourceFile('types.ts', types, ts.ScriptTarget.Latest);
  const line = statements.find((statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === 'GatewayLogLine');
  assert.ok(line && ts.isInterfaceDeclaration(line));
  const fields = line.members.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
  assert.equal(fields.length, line.members.length);
  const sentence = /A log line has ([^]*?)\.\s/.exec(security)?.[1] ?? '';
  assert.deepEqual([...sentence.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(), fields.sort());
});

test('the retry options that the gateway guide recommends for a restart are those of the benchmark', async () => {
  const [guide, restart] = await Promise.all([read('docs/gateway.md'), read('bench/gateway/restart.mjs')]);
  const patient = /^const PATIENT = (\{.*\});$/m.exec(restart)?.[1]?.replaceAll('_', '');
  assert.ok(patient);
  assert.ok(guide.includes(`\`retry: ${patient}\``));
});

test('the guides of the desk show the desk.json in the repository, and the limits in its source', async () => {
  const [shipped, fileText, recent, ...guides] = await Promise.all(
    ['www/public/desk.json', 'www/src/batch/file-text.ts', 'www/src/look-up/recent.ts', 'docs/desk.md', 'docs/zh-CN/desk.md'].map(read),
  );
  const megabytes = /^const MOST_BYTES = (\d+) \* 1024 \* 1024;$/m.exec(fileText ?? '')?.[1];
  const members = /^const MOST = (\d+);$/m.exec(recent ?? '')?.[1];
  assert.ok(megabytes && members);
  for (const guide of guides) {
    assert.deepEqual(/^```json\n([^]*?)^```$/m.exec(guide)?.[1], shipped);
    assert.ok(guide.includes(`${megabytes} MB`));
    assert.match(guide, new RegExp(`(?:last|最近的) ${members} (?:members|位会员)`));
  }
});

test('the desk’s guide gives the Content-Security-Policy that www/README.md gives', async () => {
  const [guide, readme] = await Promise.all(['docs/desk.md', 'www/README.md'].map(read));
  const [policy] = /^content-security-policy: .+$/m.exec(readme ?? '') ?? [];
  assert.ok(policy && guide?.includes(`\n${policy}\n`));
});

test('the quoted labels in the guides of the desk are texts of the desk', async () => {
  const names = [
    ['docs/desk.md', 'www/src/texts/en.ts'],
    ['docs/zh-CN/desk.md', 'www/src/texts/zh-CN.ts'],
  ];
  for (const [guide = '', texts = ''] of names) {
    const [text, source] = await Promise.all([read(guide), read(texts)]);
    const named = [...text.replaceAll(/^```[^]*?^```$/gm, '').matchAll(/\*\*(.+?)\*\*|“([^”]+)”/g)].map(([, bold, quoted]) => bold ?? quoted ?? '');
    assert.ok(named.length > 5);
    for (const name of named.flatMap((each) => each.split(' → '))) assert.ok(source.includes(name), `${guide}: ${name}`);
  }
});

test('the settings that the guides give a first gateway are those of the sandbox', async () => {
  const sandbox = `CRM_URL=${SANDBOX}/htest/openapi/v1\nCRM_CHANNEL=${SANDBOX_CHANNEL}\nCRM_KEY=${SANDBOX_KEY}\n`;
  for (const guide of ['docs/gateway.md', 'docs/mini-program.md']) assert.ok(/^```ini\n([^]*?)^```$/m.exec(await read(guide))?.[1]?.startsWith(sandbox), guide);
});

// @ts-check
// What the documents state of the source, held against it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import ts from 'typescript';

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

test('the guide’s retries for a restart are those that lose nothing in the benchmark', async () => {
  const [guide, restart] = await Promise.all([read('docs/gateway.md'), read('bench/gateway/restart.mjs')]);
  const patient = /^const PATIENT = (\{.*\});$/m.exec(restart)?.[1]?.replaceAll('_', '');
  assert.ok(patient);
  assert.ok(guide.includes(`\`retry: ${patient}\``));
});

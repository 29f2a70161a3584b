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

test('the speeds in the decision on the client’s language are those that the benchmark wrote', async () => {
  const [decision, results] = await Promise.all(['docs/decisions/0001-client-in-rust.md', 'bench/RESULTS.md'].map(read));
  const BEFORE = 'our client in TypeScript';
  /**
   * The cells of a row, after its name.
   *
   * @param {string} section
   * @param {string} row
   */
  const cells = (section, row) => {
    const below = results?.split(`\n### ${section}\n`).at(1)?.split('\n#').at(0) ?? '';
    const line = below.split('\n').find((line) => line.startsWith(`| ${row} |`));
    assert.ok(line, `${section}: ${row}`);
    return line
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim());
  };
  const ratios = (/** @type {string} */ section, /** @type {string} */ row) => [1, 3].map((column) => cells(section, row)[column]);
  const both = (/** @type {string} */ section, /** @type {string} */ row) => [...ratios(section, row), ratios(section, BEFORE).join(', ')];
  const goal = (/** @type {string} */ what) => {
    const line = results?.split('\n').find((line) => line.startsWith(`| ${what} |`)) ?? '';
    return [...line.matchAll(/[✓✗] ([\d.]+ ×)/g)].map(([, ratio]) => ratio);
  };
  const started = (/** @type {string} */ page) => cells('To the coupons on the page', page);
  const seconds = (/** @type {string} */ page) => Number.parseFloat(started(page)[0] ?? '');
  const GATEWAY_CLIENT = 'houcaller-coupons/gateway-client';
  const asFastAsBefore = seconds(`${BEFORE}, /gateway-client`) / seconds(GATEWAY_CLIENT);
  const expected = [
    both('28 bytes, key per call', 'node-forge'),
    both('28 bytes, cached schedule', 'node-forge'),
    both('1 MiB, key per call', 'des.js'),
    [...ratios('1 MiB, key per call', 'the des crate, native'), ''],
    both('8 coupons, from memory', 'crypto-js + axios'),
    [...ratios('8 coupons, from memory', 'des.js + ofetch'), ''],
    [...goal('decode 10,000 coupons'), ratios('10,000 coupons', BEFORE).join(', ')],
    ['', started(GATEWAY_CLIENT)[1], `${asFastAsBefore.toFixed(2)} ×`],
    ['', started(`${GATEWAY_CLIENT}, asked in the HTML`)[1], ''],
  ];
  const table = decision?.split('| relative to the TypeScript client |\n').at(1)?.split('\n\n').at(0) ?? '';
  const written = table
    .split('\n')
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(3, -1)
        .map((cell) => cell.trim()),
    );
  assert.deepEqual(written, expected);
});

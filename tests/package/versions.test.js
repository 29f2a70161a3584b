// @ts-check
// One version everywhere, and a tag that is published only when everything agrees with it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { changes, disagreements, versions } from '../../scripts/release.mjs';

const found = await versions();
const { npm } = found;

test('package.json, its lock file and every crate of the workspace have one version, a semantic one', () => {
  assert.match(npm, /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[\w.]+)?$/);
  assert.equal(found.lock, npm);
  assert.ok(Object.keys(found.crates).length > 1);
  for (const [crate, version] of Object.entries(found.crates)) assert.equal(version, npm, crate);
});

test('the change-log has this version on top, or changes that are to become it', () => {
  assert.ok(found.released[0] === npm || found.unreleased);
});

test('the change-log lists versions newest first, each once, with the kinds of change that a reader looks for', async () => {
  const log = changes(await readFile(new URL('../../CHANGELOG.md', import.meta.url), 'utf8'));
  const order = [...found.released].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  assert.deepEqual(found.released, order);
  assert.equal(new Set(order).size, order.length);
  assert.ok(log.size > 0);
  for (const [version, text] of log) {
    for (const [, kind] of text.matchAll(/^### (.*)$/gm)) assert.match(kind ?? '', /^(Added|Changed|Deprecated|Removed|Fixed|Security)$/, version);
  }
});

test('a tag is published when all agree, and not when one does not', () => {
  /** @type {import('../../scripts/release.mjs').Versions} */
  const agreed = { npm: '1.2.3', lock: '1.2.3', crates: { core: '1.2.3', module: '1.2.3' }, released: ['1.2.3', '1.2.2'], unreleased: false };
  assert.deepEqual(disagreements('v1.2.3', agreed), []);
  assert.deepEqual(disagreements('v1.2.4', agreed).length, 5);
  /** @type {Array<[string, Partial<import('../../scripts/release.mjs').Versions>, RegExp]>} */
  const cases = [
    ['1.2.3', {}, /^the tag: .* found 1\.2\.3$/],
    ['v1.2.3', { npm: '1.2.2' }, /^package\.json: expected 1\.2\.3, found 1\.2\.2$/],
    ['v1.2.3', { lock: '1.2.2' }, /^package-lock\.json: /],
    ['v1.2.3', { crates: { core: '1.2.3', module: '0.1.0' } }, /^module: expected 1\.2\.3, found 0\.1\.0$/],
    ['v1.2.3', { released: ['1.2.2'] }, /^CHANGELOG\.md: expected 1\.2\.3, found 1\.2\.2$/],
    ['v1.2.3', { released: [] }, /^CHANGELOG\.md: .* found no version$/],
    ['v1.2.3', { unreleased: true }, /^CHANGELOG\.md: .* Unreleased$/],
  ];
  for (const [tag, other, told] of cases) {
    const [first, ...others] = disagreements(tag, { ...agreed, ...other });
    assert.match(first ?? '', told);
    assert.deepEqual(others, []);
  }
});

test('what a version brought is what stands below its heading', () => {
  const log = '# Change-log\n\n## Unreleased\n\n## 1.1.0 - 2026-12-01\n\n### Added\n- One.\n\n## [1.0.0]\n\n### Fixed\n- Two.\n';
  assert.deepEqual([...changes(log)], [['Unreleased', ''], ['1.1.0', '### Added\n- One.'], ['1.0.0', '### Fixed\n- Two.']]);
});

// @ts-check
// All files have the same version, and a tag is published only if it is that version.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import semver from 'semver';
import { changes, disagreements, versions, withAddress } from '../../scripts/release.mjs';

const found = await versions();
const { npm } = found;

test('package.json, its lock file and every crate of the workspace have the same semantic version', () => {
  assert.equal(semver.valid(npm), npm);
  assert.equal(found.lock, npm);
  assert.ok(Object.keys(found.crates).length > 1);
  for (const [crate, version] of Object.entries(found.crates)) assert.equal(version, npm, crate);
});

test('the change-log begins with this version, or with unreleased changes', () => {
  assert.ok(found.released[0] === npm || found.unreleased);
});

test('the change-log lists each version once, newest first, with the usual kinds of changes', async () => {
  const log = changes(await readFile(new URL('../../CHANGELOG.md', import.meta.url), 'utf8'));
  assert.deepEqual(outOfOrder(found.released), []);
  assert.ok(log.size > 0);
  for (const [version, text] of log) {
    for (const [, kind] of text.matchAll(/^### (.*)$/gm)) assert.match(kind ?? '', /^(Added|Changed|Deprecated|Removed|Fixed|Security)$/, version);
  }
});

test('a pre-release is older than its release, and pre-releases are ordered by numbers and words', () => {
  assert.deepEqual(outOfOrder(['1.10.0', '1.9.0', '1.0.0', '1.0.0-rc.10', '1.0.0-rc.9', '1.0.0-a-b', '1.0.0-2', '0.9.0']), []);
  assert.deepEqual(outOfOrder(['1.0.0-rc.1', '1.0.0']), ['1.0.0']);
  assert.deepEqual(outOfOrder(['1.0.0-rc.9', '1.0.0-rc.10']), ['1.0.0-rc.10']);
  assert.deepEqual(outOfOrder(['1.0.0', '1.0.0']), ['1.0.0']);
});

test('outside of the repository, relative links have the address of its files', () => {
  const text = '[why](docs/decisions/0001.md#cost), [semver](https://semver.org), [here](#here), [two](README.md) words';
  const address = 'https://github.com/someone/houcaller-coupons/blob/v1.2.3';
  const expected = `[why](${address}/docs/decisions/0001.md#cost), [semver](https://semver.org), [here](#here), [two](${address}/README.md) words`;
  assert.equal(withAddress(text, address), expected);
  assert.equal(withAddress(text, ''), text);
});

test('a tag is published only if all files agree with it', () => {
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
  for (const version of ['1.0.0-a-b', '1.0.0-rc.10', '10.20.30']) {
    assert.deepEqual(disagreements(`v${version}`, { ...agreed, npm: version, lock: version, crates: { core: version }, released: [version] }), []);
  }
  for (const version of ['01.2.3', '1.2', '1.2.3.4', '1.2.3-', '1.2.3-01', '1.2.3-a_b', '1.2.3 ', 'v1.2.3', '1.2.3+build', '']) {
    const found = disagreements(`v${version}`, { ...agreed, npm: version, lock: version, crates: { core: version }, released: [version] });
    assert.deepEqual(found, [`the tag: expected v and a semantic version, found v${version}`]);
  }
  for (const [tag, other, expected] of cases) {
    const [first, ...others] = disagreements(tag, { ...agreed, ...other });
    assert.match(first ?? '', expected);
    assert.deepEqual(others, []);
  }
});

test('the changes of a version are the text below its heading', () => {
  const log = '# Change-log\n\n## Unreleased\n\n## 1.1.0 - 2026-12-01\n\n### Added\n- One.\n\n## [1.0.0]\n\n### Fixed\n- Two.\n';
  assert.deepEqual(
    [...changes(log)],
    [
      ['Unreleased', ''],
      ['1.1.0', '### Added\n- One.'],
      ['1.0.0', '### Fixed\n- Two.'],
    ],
  );
});

/**
 * @param {string[]} versions
 * @returns {string[]} the versions that are not older than the one before them
 */
function outOfOrder(versions) {
  return versions.filter((version, at) => at > 0 && !semver.lt(version, versions[at - 1] ?? ''));
}

// @ts-check
// Checks that the target of every link and picture in a document exists in this repository: the file, and the heading if the link has an anchor.
// Links to other hosts are not checked.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Folders that are installed or built. */
const NOT_IN_SOURCE = /^(?:node_modules|target|dist|dist-demo|pkg|\..*)$/;
/** TypeDoc's output. */
const REFERENCE = join(root, 'docs', 'reference');

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function documents(folder) {
  if (folder === REFERENCE) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_IN_SOURCE.test(entry.name) && entry.name !== '.github' ? [] : documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

/** The text without code, in which nothing is a link. @param {string} text */
const prose = (text) => text.replaceAll(/^(```|~~~)[^]*?^\1$/gm, '').replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()<>]/g, ''));

/** @param {string} text */
function links(text) {
  const markdown = prose(text).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g);
  const html = prose(text).matchAll(/<(?:img|a)[^>]+(?:src|href)="([^"]+)"/g);
  return [...markdown, ...html].map(([, target = '']) => target);
}

/**
 * @param {string} text
 * @returns {Set<string>} The anchors that GitHub generates for the headings.
 */
function anchors(text) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  const headings = text.replaceAll(/^(```|~~~)[^]*?^\1$/gm, '').matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) => {
      const shown = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
      const name = shown
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
        .replaceAll(' ', '-');
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return count ? `${name}-${count}` : name;
    }),
  );
}

/**
 * @param {string} document Its path.
 * @param {string} text
 * @returns {Promise<string[]>} The links without a target.
 */
async function broken(document, text) {
  const checked = links(text).map(async (link) => {
    if (/^[a-z][a-z\d+.-]*:/i.test(link)) return [];
    const [path = '', anchor] = link.split('#').map(decodeURIComponent);
    const target = path ? join(dirname(document), path) : document;
    if (path && !existsSync(target)) return [link];
    if (anchor === undefined || !target.endsWith('.md')) return [];
    return anchors(target === document ? text : await readFile(target, 'utf8')).has(anchor) ? [] : [link];
  });
  return (await Promise.all(checked)).flat();
}

const found = await documents(root);

test('the documents in both languages are checked', () => {
  const names = found.map((path) => relative(root, path));
  for (const name of [
    'README.md',
    'README.zh-CN.md',
    'SECURITY.md',
    'docs/gateway.md',
    'docs/zh-CN/gateway.md',
    'sandbox/README.md',
    'sandbox/README.zh-CN.md',
  ])
    assert.ok(names.includes(name), name);
});

for (const path of found) {
  test(`${relative(root, path)}: each link has a target`, async () => {
    assert.deepEqual(await broken(path, await readFile(path, 'utf8')), []);
  });
}

test('a link to a missing file and a link to a missing heading are detected', async () => {
  const text =
    '# One `thing`, 两件 事\n[a](#one-thing-两件-事) [b](docs/gateway.md#routes) [c](https://shop.example/) `[d](no)`\n[e](nowhere.md) [f](docs/gateway.md#nowhere) <img src="no.png">\n';
  assert.deepEqual(await broken(join(root, 'sample.md'), text), ['nowhere.md', 'docs/gateway.md#nowhere', 'no.png']);
});

// @ts-check
// Compares the documents in Chinese with those in English: samples, figures and links to each other. Other tests run the English samples.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../support/document-samples.js';

/** The document in English, and its counterpart in Chinese. */
const PAIRS = [['README.md', 'README.zh-CN.md'], ...['mini-program', 'gateway', 'cipher', 'desk'].map((name) => [`docs/${name}.md`, `docs/zh-CN/${name}.md`])];

/** @param {string} text */
const fences = (text) => [...text.matchAll(/^```(\w+)\n[^]*?^```$/gm)].map(([block]) => block);

/** @param {string} text */
const figures = (text) => text.replaceAll(/\]\([^)]*\)/g, ']').match(/\d[\d.,]*\d|\d/g) ?? [];

for (const [english = '', chinese = ''] of PAIRS) {
  test(`${chinese} shows samples of ${english} unchanged`, async () => {
    const [original, translated] = await Promise.all([readDocument(english), readDocument(chinese)]);
    const shown = new Set(fences(original));
    const blocks = fences(translated);
    assert.ok(blocks.length > 0);
    assert.equal(blocks.length, [...translated.matchAll(/^```$/gm)].length);
    for (const block of blocks) assert.ok(shown.has(block), block);
  });

  test(`every figure in ${chinese} is also in ${english}`, async () => {
    const [original, translated] = await Promise.all([readDocument(english), readDocument(chinese)]);
    const known = new Set(figures(original));
    assert.deepEqual(
      figures(translated).filter((figure) => !known.has(figure)),
      [],
    );
  });

  test(`${english} and ${chinese} begin with a link to each other`, async () => {
    for (const [from, to] of [
      [english, chinese],
      [chinese, english],
    ]) {
      const [line = ''] = (await readDocument(from)).split('\n');
      const [, target = ''] = /^\[[^\]]+\]\(([^)]+)\)$/.exec(line) ?? [];
      assert.equal(new URL(target, `file:///${from}`).pathname, `/${to}`, from);
    }
  });
}

test('README.zh-CN.md shows every sample of README.md', async () => {
  const [english, chinese] = await Promise.all(['README.md', 'README.zh-CN.md'].map(readDocument));
  assert.deepEqual(fences(chinese ?? ''), fences(english ?? ''));
});

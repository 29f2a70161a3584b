// @ts-check
// Compares the documents in Chinese with those in English: samples, figures and links to each other. Other tests run the English samples.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../support/document-samples.js';

/** The folders whose README in Chinese has each sample and each table row of the one in English. */
const WHOLE = ['examples/node-gateway', 'examples/cloudflare-worker', 'sandbox'];

/** @param {string} folder */
const readmesIn = (folder) => [`${folder}/README.md`, `${folder}/README.zh-CN.md`];

/** The document in English, and the one in Chinese. */
const PAIRS = [
  ['README.md', 'README.zh-CN.md'],
  ...['mini-program', 'gateway', 'cipher', 'desk'].map((name) => [`docs/${name}.md`, `docs/zh-CN/${name}.md`]),
  ...WHOLE.map(readmesIn),
];

/** @param {string} text */
const fences = (text) => [...text.matchAll(/^```(\w+)\n[^]*?^```$/gm)].map(([block]) => block);

/** @param {string} text */
const figures = (text) => text.replaceAll(/\]\([^)]*\)/g, ']').match(/\d[\d.,]*\d|\d/g) ?? [];

/** @param {string} text What each table row has in either language: its code and its figures. */
const rows = (text) =>
  [...text.matchAll(/^\|(?! ---).+\|$/gm)].map(([row]) => [...[...row.matchAll(/`[^`]+`/g)].map(([code]) => code).sort(), ...figures(row).sort()]);

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

for (const [english = '', chinese = ''] of [['README.md', 'README.zh-CN.md'], ...WHOLE.map(readmesIn)]) {
  test(`${chinese} shows every sample of ${english}`, async () => {
    const [original, translated] = await Promise.all([readDocument(english), readDocument(chinese)]);
    assert.deepEqual(fences(translated), fences(original));
  });
}

for (const [english = '', chinese = ''] of WHOLE.map(readmesIn)) {
  test(`the tables of ${chinese} have the rows of ${english}, with the same code and figures`, async () => {
    const [original, translated] = await Promise.all([readDocument(english), readDocument(chinese)]);
    assert.deepEqual(rows(translated), rows(original));
  });
}

// @ts-check
// Writes the licences of the third-party code in dist/, with their texts, as those licences require.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMain } from './is-main.mjs';
import { root } from './run.mjs';
import { main } from './say.mjs';
import { shipped } from './shipped.mjs';

// Licences whose only condition is that their text is included.
const ACCEPTED = ['MIT', 'Apache-2.0', 'Unicode-3.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense', 'Zlib', 'BlueOak-1.0.0'];
const LINE = '-'.repeat(80);

/** @param {string} dist */
export async function writeLicenses(dist) {
  const { default: satisfies } = await import('spdx-satisfies');
  /** @type {Map<string, string[]>} */
  const holders = new Map();
  for (const part of await shipped()) {
    const { purl, name, version, license, repository } = part;
    if (!license || !satisfies(license, ACCEPTED)) throw new Error(`${purl}: expected a licence that is accepted, found ${license}`);
    const title = `${name} ${version} (${license})${repository ? `, ${repository}` : ''}`;
    for (const text of await texts(part)) holders.set(text, [...(holders.get(text) ?? []), title]);
  }
  const sections = [...holders].map(([text, titles]) => [LINE, ...titles, LINE, '', text, ''].join('\n'));
  const preamble = 'houcaller-coupons contains third-party code under these licences. If a licence offers a choice, the text is of the one chosen.\n';
  await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), [preamble, ...sections].join('\n'));
}

/**
 * @param {import('./shipped.mjs').Shipped} part
 * @returns {Promise<string[]>}
 */
async function texts({ purl, license, authors, folder }) {
  const files = folder ? (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|copyright|notice|unlicense)/i.test(file)).sort() : [];
  const offersMit = /\bMIT OR\b|\bOR MIT\b/.test(license);
  const chosen = offersMit && files.some((file) => /mit/i.test(file)) ? files.filter((file) => !/apache/i.test(file)) : files;
  if (folder && chosen.length) return Promise.all(chosen.map((file) => text(join(folder, file))));
  if (!offersMit && license !== 'MIT') throw new Error(`${purl}: its archive does not contain the text of its licence, ${license}`);
  return [await mit(authors)];
}

/** @param {string} file */
async function text(file) {
  return (await readFile(file, 'utf8')).trim().replaceAll('\r\n', '\n');
}

/**
 * The MIT licence for a package whose archive lacks its text: this package's own text with the authors' names.
 *
 * @param {string[]} authors
 */
async function mit(authors) {
  const own = await text(join(root, 'LICENSE'));
  return own.replace(/^Copyright .*$/m, `Copyright (c) ${authors.join(', ')}`);
}

if (isMain(import.meta.url)) await main(() => writeLicenses(join(root, 'dist')));

// @ts-check
// The licences of what of other people's work is inside dist/, with their texts, as those licences demand.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './run.mjs';
import { main } from './say.mjs';
import { shipped } from './shipped.mjs';

// What asks for nothing but its text.
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
  const opening = 'houcaller-coupons contains the work of others, under these licences. Where there is a choice, the text is of the one chosen.\n';
  await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), [opening, ...sections].join('\n'));
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
  if (!offersMit && license !== 'MIT') throw new Error(`${purl}: its archive holds no text of its licence, ${license}`);
  return [await mit(authors)];
}

/** @param {string} file */
async function text(file) {
  return (await readFile(file, 'utf8')).trim().replaceAll('\r\n', '\n');
}

/**
 * For those whose archive holds no text: this package's own, which is the same licence, with their names.
 *
 * @param {string[]} authors
 */
async function mit(authors) {
  const own = await text(join(root, 'LICENSE'));
  return own.replace(/^Copyright .*$/m, `Copyright (c) ${authors.join(', ')}`);
}

if (process.argv[1] === import.meta.filename) await main(() => writeLicenses(join(root, 'dist')));

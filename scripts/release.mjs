// @ts-check
// Checks that all files name the version of a tag, and prints its change-log. Arguments: the tag, `v` and the version; and the address of the
// repository's files at that tag, for the links.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import semver from 'semver';
import { isMain } from './is-main.mjs';
import { output, root } from './run.mjs';
import { main, say } from './say.mjs';

/**
 * @typedef {object} Versions
 * @property {string} npm in package.json
 * @property {string} lock in package-lock.json
 * @property {Record<string, string>} crates of each member of the cargo workspace
 * @property {string[]} released the versions in CHANGELOG.md, newest first
 * @property {boolean} unreleased whether CHANGELOG.md has changes below Unreleased
 */

/** @returns {Promise<Versions>} */
export async function versions() {
  const read = (/** @type {string} */ file) => readFile(join(root, file), 'utf8');
  const cargo = output('cargo', ['metadata', '--no-deps', '--locked', '--format-version', '1']);
  if (!cargo) throw new Error('cargo metadata failed; to see why: cargo metadata --no-deps --locked');
  /** @type {Array<{ name: string, version: string }>} */
  const crates = JSON.parse(cargo).packages;
  const sections = changes(await read('CHANGELOG.md'));
  return {
    npm: JSON.parse(await read('package.json')).version,
    lock: JSON.parse(await read('package-lock.json')).packages[''].version,
    crates: Object.fromEntries(crates.map(({ name, version }) => [name, version])),
    released: [...sections.keys()].filter((heading) => heading !== 'Unreleased'),
    unreleased: Boolean(sections.get('Unreleased')),
  };
}

/**
 * @param {string} log a change-log
 * @returns {Map<string, string>} the text below each heading, by the version or `Unreleased`; a heading may end with a date
 */
export function changes(log) {
  const sections = log.matchAll(/^## \[?([^\]\s]+)\]?.*\n([^]*?)(?=^## |$(?![^]))/gm);
  return new Map([...sections].map(([, heading = '', text = '']) => [heading, text.trim()]));
}

/**
 * The text with the address before its relative links, which have no target outside of the repository.
 *
 * @param {string} text
 * @param {string} address
 */
export function withAddress(text, address) {
  return address === '' ? text : text.replaceAll(/\]\((?![a-z]+:|#)/g, `](${address}/`);
}

/**
 * @param {string} tag
 * @param {Versions} versions
 * @returns {string[]} a message for each file that names another version
 */
export function disagreements(tag, { npm, lock, crates, released, unreleased }) {
  const version = tag.replace(/^v/, '');
  const others = { 'package.json': npm, 'package-lock.json': lock, ...crates, 'CHANGELOG.md': released[0] ?? 'no version' };
  const found = Object.entries(others).flatMap(([where, other]) => (other === version ? [] : `${where}: expected ${version}, found ${other}`));
  if (tag !== `v${semver.valid(version)}`) found.unshift(`the tag: expected v and a semantic version, found ${tag || 'none'}`);
  if (unreleased) found.push(`CHANGELOG.md: expected every change below ${version}, found some below Unreleased`);
  return found;
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const tag = process.argv[2] ?? '';
    const found = disagreements(tag, await versions());
    if (found.length) throw new Error(found.join('\n'));
    say(withAddress(changes(await readFile(join(root, 'CHANGELOG.md'), 'utf8')).get(tag.slice(1)) ?? '', process.argv[3] ?? ''));
  });
}

// @ts-check
import { readFile } from 'node:fs/promises';

/** @returns {Promise<import('./example.js').Example[]>} The samples of JavaScript and TypeScript in README.md, each named by the heading above it. */
export async function readmeSamples() {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const blocks = readme.matchAll(/^```(?:js|ts)\n([^]*?)^```$/gm);
  return [...blocks].map(({ 1: source = '', index }, at) => ({ title: `README, ${heading(readme.slice(0, index))}, sample ${at + 1}`, source }));
}

/** @param {string} text */
function heading(text) {
  return text.match(/^#+ .+$/gm)?.at(-1)?.replace(/^#+ /, '') ?? '';
}

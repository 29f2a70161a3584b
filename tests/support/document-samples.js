// @ts-check
import { readFile } from 'node:fs/promises';

/** The documents whose samples are compiled and run here. The guides of the gateway and of mini-programs have tests of their own. */
export const DOCUMENTS = ['README.md', 'docs/reference.md', 'docs/cipher.md', 'docs/compatibility.md'];

/** Where the documents say that the sandbox is: its default address. */
export const SANDBOX = 'http://127.0.0.1:8787';

/** @param {string} document */
export const readDocument = (document) => readFile(new URL(`../../${document}`, import.meta.url), 'utf8');

/** @returns {Promise<import('./example.js').Example[]>} The samples of JavaScript and TypeScript, each named by its document and the heading above it. */
export async function documentSamples() {
  const documents = await Promise.all(DOCUMENTS.map(async (name) => ({ name, text: await readDocument(name) })));
  return documents.flatMap(({ name, text }) => {
    const blocks = text.matchAll(/^```(?:js|ts)\n([^]*?)^```$/gm);
    return [...blocks].map(({ 1: source = '', index }, at) => ({ title: `${name}, ${heading(text.slice(0, index))}, sample ${at + 1}`, source }));
  });
}

/** @param {string} text */
function heading(text) {
  return (
    text
      .match(/^#+ .+$/gm)
      ?.at(-1)
      ?.replace(/^#+ /, '') ?? ''
  );
}

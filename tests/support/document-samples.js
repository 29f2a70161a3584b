// @ts-check
import { readFile } from 'node:fs/promises';

/** The documents whose samples tests/docs compiles and runs. The guides of the gateway and of mini-programs have tests of their own. */
export const DOCUMENTS = ['README.md', 'docs/reference.md', 'docs/cipher.md', 'docs/compatibility.md'];

/** The address of the sandbox in the documents, which is its default. */
export const SANDBOX = 'http://127.0.0.1:8787';

/** @param {string} document */
export const readDocument = (document) => readFile(new URL(`../../${document}`, import.meta.url), 'utf8');

/** @returns {Promise<import('./example.js').Example[]>} The samples in JavaScript and TypeScript, titled with their document and the heading above. */
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

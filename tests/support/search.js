// @ts-check
// Collects what a run lets others see, and searches it for what nobody may see.
import { inspect } from 'node:util';

const EVERYTHING = { depth: 9, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null };

/** A key turned into text is a key still. @type {((secret: string) => string)[]} */
const forms = [
  (secret) => secret,
  encodeURIComponent,
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

/**
 * Every way in which a value may reach a log.
 *
 * @param {unknown} value
 * @returns {string[]}
 */
export function viewsOf(value) {
  const views = [String(value), inspect(value), inspect(value, EVERYTHING), JSON.stringify(value) ?? ''];
  if (!(value instanceof Error)) return views;
  const { toJSON } = Object(value);
  const json = toJSON ? inspect(toJSON.call(value), EVERYTHING) : '';
  return [...views, value.message, value.stack ?? '', json, ...(value.cause === undefined ? [] : viewsOf(value.cause))];
}

/**
 * Collects what is written to the console and to stderr, and Node's own warnings, until it is stopped.
 *
 * @returns {{ lines: string[], stop: () => void }}
 */
export function listenToConsole() {
  /** @type {string[]} */
  const lines = [];
  const note = (/** @type {unknown[]} */ ...given) => void lines.push(...given.flatMap(viewsOf));
  const own = { ...console };
  const methods = Object.entries(own).filter(([, method]) => typeof method === 'function');
  Object.assign(console, Object.fromEntries(methods.map(([name]) => [name, note])));
  const write = process.stderr.write;
  process.stderr.write = (/** @type {unknown} */ text) => (note(String(text)), true);
  process.on('warning', note);
  return {
    lines,
    stop: () => {
      Object.assign(console, own);
      process.stderr.write = write;
      process.off('warning', note);
    },
  };
}

/**
 * Where a secret can be read, in whatever form and letters.
 *
 * @param {Iterable<string>} texts
 * @param {Record<string, Iterable<string>>} secrets by what they are
 * @returns {Record<string, string>} for each that was found, the text before it
 */
export function findSecrets(texts, secrets) {
  const searched = [...new Set(texts)].map((text) => ({ text, haystack: text.toLowerCase() }));
  /** @type {Record<string, string>} */
  const found = {};
  for (const [what, values] of Object.entries(secrets)) {
    for (const needle of [...values].flatMap((secret) => forms.map((form) => form(secret).toLowerCase()))) {
      for (const { text, haystack } of searched) {
        const at = haystack.indexOf(needle);
        if (at >= 0) found[what] ??= `${text.slice(Math.max(0, at - 80), at)}…`;
      }
    }
  }
  return found;
}

// @ts-check
// Collects the output of a run, such as errors and log lines, and searches it for secrets.
import { inspect } from 'node:util';

const EVERYTHING = { depth: 9, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null };

/** The encodings in which a secret is searched. @type {((secret: string) => string)[]} */
const forms = [
  (secret) => secret,
  encodeURIComponent,
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

/**
 * The texts of a value in a log: as a string, as JSON and by `inspect`; of an error also its fields and its causes.
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
 * Collects the output to the console and to stderr, and Node's warnings, until `stop` is called.
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
 * Searches texts for secrets in every encoding, ignoring case.
 *
 * @param {Iterable<string>} texts
 * @param {Record<string, Iterable<string>>} secrets by a name for their kind
 * @returns {Record<string, string>} for each kind that was found, the text before the first secret
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

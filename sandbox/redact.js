// @ts-check

const SHOWN = 2;

/**
 * Enough to tell two ids apart in a log, too little to use one: the first two characters and the length.
 *
 * @param {string} text
 */
export function redact(text) {
  if (text === '') return '';
  const shown = text.length > 2 * SHOWN ? [...text].slice(0, SHOWN).join('') : '';
  return `${shown}…(${text.length})`;
}

/**
 * A path whose unknown segments are redacted: a client at fault may have put an id there.
 *
 * @param {string} path
 * @param {ReadonlySet<string>} knownSegments
 */
export function redactPath(path, knownSegments) {
  return path
    .split('/')
    .map((segment) => (segment === '' || knownSegments.has(segment) ? segment : redact(segment)))
    .join('/');
}

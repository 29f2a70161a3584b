// @ts-check
// Redacts ids in the log.

const SHOWN = 2;

/**
 * The first two characters and the length of an id: enough to distinguish ids in a log, but not to use one.
 *
 * @param {string} text
 */
export function redact(text) {
  if (text === '') return '';
  const shown = text.length > 2 * SHOWN ? [...text].slice(0, SHOWN).join('') : '';
  return `${shown}…(${text.length})`;
}

/**
 * Redacts the unknown segments of a path, because a faulty client may have put an id there.
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

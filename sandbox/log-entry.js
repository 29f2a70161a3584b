// @ts-check

/**
 * One request, safe to print.
 *
 * @typedef {object} LogEntry
 * @property {string} time when it arrived, ISO 8601
 * @property {string} method
 * @property {string} path without the query; unknown segments redacted
 * @property {number | null} status the HTTP status sent; null while (or if) nothing was sent
 * @property {number | null} code the API's code, as it was before any fault changed it; null where there is none
 * @property {string} memberId redacted; '' when not given
 * @property {string} platformId redacted; '' when not given
 * @property {string} fault the faults that applied; '' when none did
 * @property {number | null} ms how long it took; null while it is being answered
 */

/**
 * @param {LogEntry} entry
 * @returns {string} one line
 */
export function formatEntry({ time, method, path, status, code, memberId, platformId, fault, ms }) {
  const ids = [memberId && `member ${memberId}`, platformId && `platform ${platformId}`];
  return [time.slice(11, 23), method, path, status ?? 'nothing sent', code !== null && `code ${code}`, ...ids, fault && `[${fault}]`, `${ms} ms`]
    .filter((part) => part !== false && part !== '')
    .join('  ');
}

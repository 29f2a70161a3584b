// @ts-check
// Replacements for the Node modules that the sandbox imports, for a service worker.

/** @type {Record<number, string>} */
export const STATUS_CODES = {
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/**
 * @template T
 * @param {number} ms
 * @param {T} value
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<T>}
 */
export function setTimeout(ms, value, { signal } = {}) {
  return new Promise((resolve, reject) => {
    const timer = globalThis.setTimeout(() => resolve(value), ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** A service worker has no connection to write to. sandbox-worker.js simulates the faults of the connection. */
export function pipeline() {
  throw new Error('pipeline: a service worker has no connection');
}

// @ts-check
// As much of Node's own modules as the sandbox needs, for a service worker.

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

/** A worker has no connection to write to: faults of the connection are the worker's. */
export function pipeline() {
  throw new Error('pipeline: there is no connection in a service worker');
}

// @ts-check
// The requests that are being answered. When the program ends, it cuts off those that still wait for the CRM.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';

/** A request that is cut off gets its log line from the gateway, as after any other failure of the CRM. */
export function runningRequests() {
  /** @type {AsyncLocalStorage<AbortController>} */
  const current = new AsyncLocalStorage();
  /** @type {Map<AbortController, Promise<unknown>>} */
  const running = new Map();
  return {
    /**
     * Returns a handler that remembers each request until it is answered.
     *
     * @param {import('hono').Hono['fetch']} answer
     * @returns {import('hono').Hono['fetch']}
     */
    tracked: (answer) => async (request, env) => {
      const cut = new AbortController();
      const answered = current.run(cut, async () => answer(request, env));
      running.set(cut, answered);
      return answered.finally(() => running.delete(cut));
    },

    /**
     * `fetch` for calls to the CRM. Each fails when the request that started it is cut off.
     *
     * @param {Parameters<typeof fetch>[0]} input
     * @param {RequestInit} [init]
     */
    fetch(input, init) {
      const call = new AbortController();
      for (const source of [init?.signal, current.getStore()?.signal]) {
        if (source?.aborted) call.abort(source.reason);
        source?.addEventListener('abort', () => call.abort(source.reason), { once: true });
      }
      return fetch(input, { ...init, signal: call.signal });
    },

    /**
     * Cuts off all requests, and waits until they have ended.
     *
     * @param {number} ms the maximum time
     */
    async end(ms) {
      const ended = Promise.allSettled(running.values());
      for (const cut of running.keys()) cut.abort();
      await Promise.race([ended, pause(ms)]);
    },
  };
}

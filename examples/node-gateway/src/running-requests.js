// @ts-check
// The requests that are being answered. When the program ends, it cuts off those that still wait for the CRM.
import { setTimeout as pause } from 'node:timers/promises';

/** A request that is cut off gets its log line from the gateway, as after any other failure of the CRM. */
export function runningRequests() {
  /** @type {Set<Promise<unknown>>} */
  const running = new Set();
  /**
   * The calls to the CRM. Weak, because nothing reports that the body of an answer has been read. Until then the client has its
   * signal, whose listener keeps the call.
   *
   * @type {Set<WeakRef<AbortController>>}
   */
  const calls = new Set();
  /** @type {FinalizationRegistry<WeakRef<AbortController>>} */
  const collected = new FinalizationRegistry((call) => calls.delete(call));
  let isEnding = false;
  return {
    /**
     * Returns a handler that remembers each request until it is answered.
     *
     * @param {import('hono').Hono['fetch']} answer
     * @returns {import('hono').Hono['fetch']}
     */
    tracked: (answer) => async (request, env) => {
      const answered = (async () => answer(request, env))();
      running.add(answered);
      return answered.finally(() => running.delete(answered));
    },

    /**
     * `fetch` for calls to the CRM. All that are not complete fail when the requests are cut off. They are not linked to single
     * requests, because requests may share a call.
     *
     * @param {Parameters<typeof fetch>[0]} input
     * @param {RequestInit} [init]
     */
    fetch(input, init) {
      const call = new AbortController();
      const reference = new WeakRef(call);
      calls.add(reference);
      collected.register(call, reference);
      const { signal } = init ?? {};
      if (signal?.aborted) call.abort(signal.reason);
      // Otherwise a call that is cut off would be tried again.
      if (isEnding) call.abort();
      signal?.addEventListener('abort', () => call.abort(signal.reason), { once: true });
      return fetch(input, { ...init, signal: call.signal });
    },

    /**
     * Cuts off all requests, and waits until they have ended.
     *
     * @param {number} ms the maximum time
     */
    async end(ms) {
      isEnding = true;
      const ended = Promise.allSettled(running);
      for (const call of calls) call.deref()?.abort();
      await Promise.race([ended, pause(ms)]);
    },
  };
}

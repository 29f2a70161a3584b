// @ts-check
// Counts the timers, listeners and unhandled rejections that a call leaves behind, in Node and in a page.

// The originals, so that the waits of the tests are not counted.
const { setTimeout: startTimer, clearTimeout: endTimer } = globalThis;

/** @param {number} ms */
export const wait = (ms) => new Promise((resolve) => startTimer(resolve, ms));

/**
 * Counts the timers that are started from now on and neither ran nor were cleared.
 *
 * @returns {() => number}
 */
export function watchTimers() {
  const running = new Set();
  Object.assign(globalThis, {
    /**
     * @param {(...given: unknown[]) => void} callback
     * @param {number} [ms]
     * @param {unknown[]} given
     */
    setTimeout(callback, ms, ...given) {
      const timer = startTimer(() => {
        running.delete(timer);
        callback(...given);
      }, ms);
      if (!isOfNode(new Error().stack)) running.add(timer);
      return timer;
    },
    /** @param {Parameters<typeof endTimer>[0]} timer */
    clearTimeout(timer) {
      running.delete(timer);
      endTimer(timer);
    },
  });
  return () => running.size;
}

/**
 * Whether Node's own `fetch` started the timer: it calls the same global function, and its timers are not the package's.
 *
 * @param {string} [stack] of the call of `setTimeout`
 */
const isOfNode = (stack = '') => /node:internal/.test(stack.split('\n')[2] ?? '');

/**
 * Counts the listeners that are added to a target from now on and not removed.
 *
 * @param {EventTarget} target
 * @returns {() => number}
 */
export function watchListeners(target) {
  /** @type {Set<string>} */
  const added = new Set();
  /** @type {Map<unknown, number>} */
  const names = new Map();
  /** @param {unknown[]} given */
  const identity = ([type, listener, options]) => {
    names.set(listener, names.get(listener) ?? names.size);
    const capture = typeof options === 'object' ? Boolean(Object(options).capture) : Boolean(options);
    return [type, names.get(listener), capture].join();
  };
  const { addEventListener: add, removeEventListener: remove } = target;
  Object.assign(target, {
    addEventListener(/** @type {Parameters<typeof add>} */ ...given) {
      added.add(identity(given));
      add.apply(target, given);
    },
    removeEventListener(/** @type {Parameters<typeof remove>} */ ...given) {
      added.delete(identity(given));
      remove.apply(target, given);
    },
  });
  return () => added.size;
}

/**
 * Collects the unhandled rejections and, in a page, the uncaught exceptions.
 *
 * @returns {string[]} a list to which each one is added when it happens
 */
export function watchRejections() {
  /** @type {string[]} */
  const seen = [];
  if (typeof document === 'undefined') {
    process.on('unhandledRejection', (reason) => seen.push(String(reason)));
  } else {
    addEventListener('unhandledrejection', (event) => seen.push(String(event.reason)));
    addEventListener('error', (event) => seen.push(event.message));
  }
  return seen;
}

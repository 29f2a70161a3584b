// Loads the module for a call that may be aborted meanwhile.
import { listen, reasonOf } from './caller-signal.js';
import init from './module.js';

/** Awaits `init`. Rejects with the reason of the call's signal as soon as that is aborted; the module loads on. */
export async function initForCall(options: unknown): Promise<void> {
  const signal = signalOf(options);
  if (!signal) return init();
  let unlisten = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = () => reject(reasonOf(signal));
    if (signal.aborted) abort();
    else unlisten = listen(signal, abort);
  });
  try {
    await Promise.race([init(), aborted]);
  } finally {
    unlisten();
  }
}

/** Returns the signal of a call's options, or undefined if it is absent or invalid, which the module reports. */
function signalOf(options: unknown): AbortSignal | undefined {
  try {
    const { signal } = Object(options);
    return typeof Object(signal).aborted === 'boolean' ? signal : undefined;
  } catch {
    // A getter threw.
    return undefined;
  }
}

/** Milliseconds of work before the browser may paint and handle input. A user does not notice so short a delay. */
const SLICE_MS = 12;

/** Processes a long list in time slices, so that the browser can paint and handle input in between. Rejects with the signal's reason on abort. */
export async function inSlices<T>(items: readonly T[], work: (item: T, index: number) => void, signal?: AbortSignal): Promise<void> {
  let began = performance.now();
  for (const [index, item] of items.entries()) {
    work(item, index);
    if (performance.now() - began < SLICE_MS) continue;
    await yieldToBrowser();
    signal?.throwIfAborted();
    began = performance.now();
  }
}

/** Resolves after the browser could paint and handle input. A message event is faster than the shortest timeout. */
export function yieldToBrowser(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Milliseconds of work before the page gets a turn: below what a person notices. */
const SLICE_MS = 12;

/** Works through a long list in slices, between which the page can paint and answer. Ends early with the signal's reason. */
export async function inSlices<T>(items: readonly T[], work: (item: T, index: number) => void, signal?: AbortSignal): Promise<void> {
  let began = performance.now();
  for (const [index, item] of items.entries()) {
    work(item, index);
    if (performance.now() - began < SLICE_MS) continue;
    await turn();
    signal?.throwIfAborted();
    began = performance.now();
  }
}

/** Until the page had its turn. A message comes sooner than the shortest of time-outs. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

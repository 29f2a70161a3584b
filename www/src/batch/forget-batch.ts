// Removes a stored batch. A module of its own, because the desk needs it at a log-out, before the batch view is loaded.

/** The item of the batch in sessionStorage. */
export const BATCH_ITEM = 'coupon-desk:batch';

/** The item of a slice of the batch's outcomes. */
export const sliceItem = (slice: number): string => `${BATCH_ITEM}:${slice}`;

export function forgetBatch(): void {
  try {
    sessionStorage.removeItem(BATCH_ITEM);
    forgetSlices(0);
  } catch {
    // The browser forbids the storage, so it contains nothing.
  }
}

/** Removes the slices from this one on. */
export function forgetSlices(from: number): void {
  for (let slice = from; sessionStorage.getItem(sliceItem(slice)) !== null; slice++) sessionStorage.removeItem(sliceItem(slice));
}

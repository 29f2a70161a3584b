import { zipSync, type AsyncZippable, type FlateCallback, type Zippable } from 'fflate/browser';

export { strToU8, zipSync } from 'fflate/browser';

/** In place of fflate's own, which would start workers from addresses that the page's policy refuses. */
export function zip(files: AsyncZippable, done: FlateCallback): void {
  done(null, zipSync(files as Zippable));
}

import { zipSync, type AsyncZippable, type FlateCallback, type Zippable } from 'fflate/browser';

export { strToU8, zipSync } from 'fflate/browser';

/** Replaces fflate's zip(), which starts workers from blob: URLs that the content security policy forbids. */
export function zip(files: AsyncZippable, done: FlateCallback): void {
  done(null, zipSync(files as Zippable));
}

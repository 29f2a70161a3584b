import wasm from '../pkg/houcaller_coupons_bg.wasm';

// The build puts base64 in the place of the import.
const base64 = wasm as unknown as string;

/** The WebAssembly that the build put into the file. `atob` is everywhere; naming `Buffer` makes bundlers bring a polyfill of it. */
export function inlined(): Uint8Array<ArrayBuffer> {
  const characters = atob(base64);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

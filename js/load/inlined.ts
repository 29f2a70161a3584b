// The WebAssembly bytes that the build inlines into an entry.
import wasm from '../../pkg/houcaller_coupons_bg.wasm';

// The build replaces this import with the module's bytes in lower-case hex.
const hex = wasm as unknown as string;

/** Decodes the inlined WebAssembly. */
export function inlined(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (digit(2 * at) << 4) | digit(2 * at + 1);
  return bytes;
}

function digit(at: number): number {
  const code = hex.charCodeAt(at);
  return code > 57 ? code - 87 : code - 48;
}

import wasm from '../../pkg/houcaller_coupons_bg.wasm';

// The build puts the module's bytes in hex in the place of the import.
const hex = wasm as unknown as string;

/** The WebAssembly that the build put into the file. */
export function inlined(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (digit(2 * at) << 4) | digit(2 * at + 1);
  return bytes;
}

/** Of lower-case hex. */
function digit(at: number): number {
  const code = hex.charCodeAt(at);
  return code > 57 ? code - 87 : code - 48;
}

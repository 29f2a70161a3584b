// The WebAssembly bytes that the build inlines into an entry.
import wasm from '../../pkg/houcaller_coupons_bg.wasm';

// The build replaces this import with the module as a text, which scripts/build/inlined-wasm.mjs describes.
const text = wasm as unknown as string;

const FIRST_CHARACTER = 35;
const CHARACTERS = 92;
const SINGLES = 90;

/** Decodes the inlined WebAssembly. */
export function inlined(): Uint8Array<ArrayBuffer> {
  let at = 0;
  const next = () => text.charCodeAt(at++) - FIRST_CHARACTER;
  const alphabet: number[] = [];
  while (alphabet.length < SINGLES) alphabet.push(16 * next() + next());
  for (let byte = 0; byte < 256; byte += 1) if (!alphabet.includes(byte)) alphabet.push(byte);
  const bytes = new Uint8Array(text.length);
  let length = 0;
  while (at < text.length) {
    const place = next();
    bytes[length] = alphabet[place < SINGLES ? place : SINGLES + (place - SINGLES) * CHARACTERS + next()] as number;
    length += 1;
  }
  return bytes.slice(0, length);
}

import { encode } from 'uqr';
import type { Drawing } from './drawing';

/** What a reader needs to be white around it, in modules. */
const QUIET = 4;

/** The code as a QR code. */
export function qr(code: string): Drawing {
  const { size, data } = encode(code, { ecc: 'M', border: QUIET });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  return { width: size, height: size, path: squares.join('') };
}

import { encode } from 'uqr';
import type { Drawing } from './drawing';

/** The quiet zone around the code, in modules. */
const QUIET_ZONE = 4;

/** Draws the code as a QR code. */
export function qr(code: string): Drawing {
  const { size, data } = encode(code, { ecc: 'M', border: QUIET_ZONE });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  return { width: size, height: size, path: squares.join('') };
}

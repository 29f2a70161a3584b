import JsBarcode from 'jsbarcode';
import type { Drawing } from './drawing';

/** The quiet zone before the bars, in modules. EAN-13 needs 7 after them, but the same width on both sides centres the bars. */
const QUIET_ZONE = 11;
const HEIGHT = 62;

/** Draws an EAN-13 as bars. The code's check digit must be right. */
export function ean13(code: string): Drawing {
  // JsBarcode writes the modules into an object that is not an element. Each character is a module, and `1` is dark.
  const drawn: { encodings?: { data: string }[] } = {};
  JsBarcode(drawn, code, { format: 'EAN13', flat: true });
  const data = (drawn.encodings ?? []).map((encoding) => encoding.data).join('');
  const bars = [...data.matchAll(/1+/g)].map(({ index, 0: { length } }) => `M${QUIET_ZONE + index} 0h${length}v${HEIGHT}h-${length}z`);
  return { width: QUIET_ZONE + data.length + QUIET_ZONE, height: HEIGHT, path: bars.join('') };
}

import JsBarcode from 'jsbarcode';
import type { Drawing } from './drawing';

/** What a scanner needs to be white before, in modules. Behind it needs 7: with as many the bars stand in the middle. */
const QUIET = 11;
const HEIGHT = 62;

/** An EAN-13 as bars. The code's check digit must be right. */
export function ean13(code: string): Drawing {
  // What is no element gets the modules, one character each: `1` is dark.
  const drawn: { encodings?: { data: string }[] } = {};
  JsBarcode(drawn, code, { format: 'EAN13', flat: true });
  const data = (drawn.encodings ?? []).map((encoding) => encoding.data).join('');
  const bars = [...data.matchAll(/1+/g)].map(({ index, 0: { length } }) => `M${QUIET + index} 0h${length}v${HEIGHT}h-${length}z`);
  return { width: QUIET + data.length + QUIET, height: HEIGHT, path: bars.join('') };
}

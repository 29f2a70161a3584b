// @ts-check
import { BarcodeFormat, BinaryBitmap, DecodeHintType, HybridBinarizer, MultiFormatReader, RGBLuminanceSource } from '@zxing/library';
import { PNG } from 'pngjs';

/**
 * What a scanner of ZXing reads off a picture of the screen.
 *
 * @param {Buffer} screenshot a PNG
 */
export function scan(screenshot) {
  const { width, height, data } = PNG.sync.read(screenshot);
  const grey = new Uint8ClampedArray(width * height);
  for (let at = 0; at < grey.length; at++) grey[at] = (data[4 * at] + 2 * data[4 * at + 1] + data[4 * at + 2]) / 4;
  const reader = new MultiFormatReader();
  reader.setHints(new Map([[DecodeHintType.TRY_HARDER, true]]));
  const found = reader.decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height))));
  const [format, text] = [BarcodeFormat[found.getBarcodeFormat()], found.getText()];
  // The same bars by their older name: a UPC-A is the EAN-13 that begins with 0.
  return format === 'UPC_A' ? { format: 'EAN_13', text: `0${text}` } : { format, text };
}

// @ts-check
import { BarcodeFormat, BinaryBitmap, DecodeHintType, HybridBinarizer, MultiFormatReader, RGBLuminanceSource } from '@zxing/library';
import { PNG } from 'pngjs';

/**
 * Decodes the barcode or QR code in a screenshot with ZXing.
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
  // ZXing reports an EAN-13 that begins with 0 as UPC-A, which has the same bars.
  return format === 'UPC_A' ? { format: 'EAN_13', text: `0${text}` } : { format, text };
}

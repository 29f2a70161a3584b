// The generated glue makes a decoder and an encoder as soon as it is imported. The build gives it these in their place, which take the host's
// when there is something to do: importing the package then needs nothing of the host.
import { CouponError } from './coupon-error.js';

/** Looks before the module is entered: an exception in the middle of it would leave things half done. */
export function checkTextCodecs(): void {
  const missing = typeof TextDecoder !== 'function' ? 'TextDecoder' : typeof TextEncoder !== 'function' ? 'TextEncoder' : undefined;
  if (missing) throw new CouponError('config', `init: expected a host with ${missing}, found one without`);
}

class LateDecoder {
  private host: TextDecoder | undefined;

  constructor(
    private readonly label: string,
    private readonly options: TextDecoderOptions,
  ) {}

  decode(bytes?: AllowSharedBufferSource): string {
    if (!bytes) return '';
    this.host = this.host || new TextDecoder(this.label, this.options);
    try {
      return this.host.decode(bytes);
    } catch (error) {
      // Old engines begin the next text with what was left of one that ends within a character.
      this.host = undefined;
      throw error;
    }
  }
}

/** Without `encodeInto`, which is younger: the glue then makes one of `encode`. */
class LateEncoder {
  private host: TextEncoder | undefined;

  encode(text: string): Uint8Array {
    this.host = this.host || new TextEncoder();
    return this.host.encode(text);
  }
}

export { LateDecoder as TextDecoder, LateEncoder as TextEncoder };

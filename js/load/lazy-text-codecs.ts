// Text codecs that are created on first use. The generated glue creates a decoder and an encoder when it is imported;
// the build injects these classes instead, so that importing the package needs nothing of the host. They use the host's
// codecs, or our own (utf8.ts) where the host has none or has a decoder that accepts invalid UTF-8, as some polyfills
// do.
import { Utf8Decoder, Utf8Encoder } from './utf8.js';

type Decoder = Pick<Utf8Decoder, 'decode'>;

class LazyDecoder {
  private decoder: Decoder | undefined;

  constructor(
    private readonly label: string,
    private readonly options: TextDecoderOptions,
  ) {}

  decode(bytes?: Uint8Array): string {
    if (!bytes) return '';
    this.decoder = this.decoder || hostDecoder(this.label, this.options) || new Utf8Decoder(this.label, this.options);
    try {
      return this.decoder.decode(bytes);
    } catch (error) {
      // In old engines, a decoder that failed within a character puts the remaining bytes before the next text. So it
      // is not used again.
      this.decoder = undefined;
      throw error;
    }
  }
}

/**
 * Returns the host's decoder, or undefined if there is none or it does not reject invalid UTF-8 although `fatal` is
 * set.
 */
function hostDecoder(label: string, options: TextDecoderOptions): Decoder | undefined {
  const make = () => new TextDecoder(label, options) as Decoder;
  let decoder: Decoder;
  try {
    decoder = make();
  } catch {
    return undefined;
  }
  if (!options.fatal) return decoder;
  try {
    decoder.decode(new Uint8Array([0xff]));
  } catch {
    return make();
  }
  return undefined;
}

class LazyEncoder {
  private encoder: Pick<Utf8Encoder, 'encode'> | undefined;

  encode(text: string): Uint8Array {
    this.encoder = this.encoder || (typeof TextEncoder === 'function' ? new TextEncoder() : new Utf8Encoder());
    return this.encoder.encode(text);
  }
}

export { LazyDecoder as TextDecoder, LazyEncoder as TextEncoder };

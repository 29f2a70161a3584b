// The generated glue makes a decoder and an encoder as soon as it is imported. The build gives it these in their place, which take the host's
// when there is something to do: importing the package then needs nothing of the host. Where the host has none, or a decoder that overlooks what
// is not UTF-8, as some that are made for other hosts do, our own do the work.
import { Utf8Decoder, Utf8Encoder } from './utf8.js';

type Decoder = Pick<Utf8Decoder, 'decode'>;

class LateDecoder {
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
      // Old engines begin the next text with what was left of one that ends within a character.
      this.decoder = undefined;
      throw error;
    }
  }
}

/** The host's, if it refuses what is not UTF-8 where it is asked to. */
function hostDecoder(label: string, options: TextDecoderOptions): Decoder | undefined {
  const make = () => new TextDecoder(label, options) as Decoder;
  let decoder;
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

/** Without `encodeInto`, which is younger: the glue then makes one of `encode`. */
class LateEncoder {
  private encoder: Pick<Utf8Encoder, 'encode'> | undefined;

  encode(text: string): Uint8Array {
    this.encoder = this.encoder || (typeof TextEncoder === 'function' ? new TextEncoder() : new Utf8Encoder());
    return this.encoder.encode(text);
  }
}

export { LateDecoder as TextDecoder, LateEncoder as TextEncoder };

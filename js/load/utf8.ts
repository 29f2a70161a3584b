// UTF-8 as the Encoding Standard defines it, for hosts without `TextDecoder` and `TextEncoder`. The conversion is done
// by `encodeURIComponent` and `decodeURIComponent`, which every engine has. tests/client/mini-program/utf8.test.js compares it
// with the engine's own codecs.

const BYTE_ORDER_MARK = 0xfeff;
/** Engines of any age accept this many arguments in one call. */
const CHUNK_BYTES = 8_192;

/**
 * A decoder that always rejects invalid UTF-8, whatever `fatal` says. It reads the module's own texts, which are valid,
 * and answers, which must be.
 */
export class Utf8Decoder {
  private readonly ignoreBOM: boolean;

  constructor(_label?: string, { ignoreBOM = false }: TextDecoderOptions = {}) {
    this.ignoreBOM = ignoreBOM;
  }

  /** @throws {TypeError} for invalid UTF-8. */
  decode(input?: ArrayBuffer | Uint8Array): string {
    if (!input) return '';
    // Not `instanceof`, because the host's buffers can be of another realm.
    const bytes = ArrayBuffer.isView(input) ? input : new Uint8Array(input);
    let escaped = '';
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      escaped += escape(String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK_BYTES) as unknown as number[]));
    }
    const text = decodePercentEscapes(escaped);
    return !this.ignoreBOM && text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  }
}

function decodePercentEscapes(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new TypeError('not valid UTF-8');
  }
}

/** An encoder of UTF-8. */
export class Utf8Encoder {
  /** Encodes a lone surrogate as U+FFFD, as the standard requires. */
  encode(text: string): Uint8Array<ArrayBuffer> {
    const units = unescape(encodeURIComponent(text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')));
    const bytes = new Uint8Array(units.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = units.charCodeAt(at);
    return bytes;
  }
}

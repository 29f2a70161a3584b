// UTF-8 for hosts without `TextDecoder` and `TextEncoder`, as the Encoding Standard has it: the language itself knows it, as the escapes of an address.
// tests/mini-program/utf8.test.js compares it with the engine's own.

const BYTE_ORDER_MARK = 0xfeff;
/** As many as engines of any age take as the arguments of one call. */
const BYTES_AT_ONCE = 8_192;

/** A decoder that is always fatal: what it reads is the module's own text, which is sound, and answers, which must be. */
export class Utf8Decoder {
  private readonly ignoreBOM: boolean;

  constructor(_label?: string, { ignoreBOM = false }: TextDecoderOptions = {}) {
    this.ignoreBOM = ignoreBOM;
  }

  /** @throws {TypeError} for what is not UTF-8. */
  decode(input?: ArrayBuffer | Uint8Array): string {
    if (!input) return '';
    // Not `instanceof`: the host's buffers can be of another realm.
    const bytes = ArrayBuffer.isView(input) ? input : new Uint8Array(input);
    let escaped = '';
    for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) {
      escaped += escape(String.fromCharCode.apply(null, bytes.subarray(at, at + BYTES_AT_ONCE) as unknown as number[]));
    }
    const text = unescaped(escaped);
    return !this.ignoreBOM && text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new TypeError('not valid UTF-8');
  }
}

export class Utf8Encoder {
  /** A lone surrogate becomes U+FFFD. */
  encode(text: string): Uint8Array<ArrayBuffer> {
    const units = unescape(encodeURIComponent(text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')));
    const bytes = new Uint8Array(units.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = units.charCodeAt(at);
    return bytes;
  }
}

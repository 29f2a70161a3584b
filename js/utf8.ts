// UTF-8 for hosts without `TextDecoder` and `TextEncoder`, as the Encoding Standard has it. tests/mini-program/utf8.test.js compares it with the engine's own.

const BYTE_ORDER_MARK = 0xfeff;
const REPLACEMENT = 0xfffd;
/** As many UTF-16 units as engines of any age take as the arguments of one call. */
const UNITS_AT_ONCE = 8_192;

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
    const text = decode(bytes);
    return !this.ignoreBOM && text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  }
}

function decode(bytes: Uint8Array): string {
  let text = '';
  let units: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] as number;
    at += 1;
    if (first < 0x80) {
      units.push(first);
    } else {
      const more = following(first, bytes[at]);
      let point = first & (0x3f >> more);
      for (const end = at + more; at < end; at += 1) {
        const next = bytes[at];
        if (next === undefined || next >> 6 !== 0b10) throw malformed();
        point = (point << 6) | (next & 0x3f);
      }
      if (point > 0xffff) units.push(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
      else units.push(point);
    }
    if (units.length >= UNITS_AT_ONCE) {
      text += String.fromCharCode(...units);
      units = [];
    }
  }
  return text + String.fromCharCode(...units);
}

/**
 * How many bytes follow the first one. The second is bounded more tightly after some, so that there is one way to write a character, and none
 * to write a surrogate.
 */
function following(first: number, second = 0): number {
  if (first >= 0xc2 && first <= 0xdf) return 1;
  if (first >= 0xe0 && first <= 0xef && !(first === 0xe0 && second < 0xa0) && !(first === 0xed && second > 0x9f)) return 2;
  if (first >= 0xf0 && first <= 0xf4 && !(first === 0xf0 && second < 0x90) && !(first === 0xf4 && second > 0x8f)) return 3;
  throw malformed();
}

function malformed(): TypeError {
  return new TypeError('not valid UTF-8');
}

export class Utf8Encoder {
  /** A lone surrogate becomes U+FFFD. */
  encode(text: string): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(text.length * 3);
    return bytes.slice(0, this.encodeInto(text, bytes).written);
  }

  /** @param into Has room for all of it. */
  encodeInto(text: string, into: Uint8Array): { read: number; written: number } {
    let written = 0;
    for (let at = 0; at < text.length; at += 1) {
      let point = text.codePointAt(at) as number;
      if (point > 0xffff) at += 1;
      else if (point >= 0xd800 && point <= 0xdfff) point = REPLACEMENT;
      const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
      into[written] = more ? ((0xff << (7 - more)) & 0xff) | (point >> (6 * more)) : point;
      for (let left = more - 1; left >= 0; left -= 1) into[written + more - left] = 0x80 | ((point >> (6 * left)) & 0x3f);
      written += more + 1;
    }
    return { read: text.length, written };
  }
}

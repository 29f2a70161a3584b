// @ts-check
// The generated glue makes a decoder and an encoder as soon as it is imported. The build gives it these in their place, which take the host's
// when there is something to do: importing the package then needs nothing of the host.

class LateDecoder {
  /** @param {ConstructorParameters<typeof TextDecoder>} given */
  constructor(...given) {
    this.given = given;
    /** @type {TextDecoder | undefined} */
    this.host = undefined;
  }

  /** @param {Parameters<TextDecoder['decode']>} given */
  decode(...given) {
    if (given.length === 0) return '';
    this.host ??= new TextDecoder(...this.given);
    return this.host.decode(...given);
  }
}

class LateEncoder {
  constructor() {
    /** @type {TextEncoder | undefined} */
    this.host = undefined;
  }

  /** @param {string} text */
  encode(text) {
    this.host ??= new TextEncoder();
    return this.host.encode(text);
  }

  /**
   * Made of `encode`, which is older than the host's own.
   *
   * @param {string} text
   * @param {Uint8Array} into
   */
  encodeInto(text, into) {
    const bytes = this.encode(text);
    into.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

export { LateDecoder as TextDecoder, LateEncoder as TextEncoder };

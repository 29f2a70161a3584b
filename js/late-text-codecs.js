// @ts-check
// The generated glue makes a decoder and an encoder as soon as it is imported. The build gives it these in their place, which take the host's
// when there is something to do: importing the package then needs nothing of the host.
import { CouponError } from './coupon-error.js';

/** @param {string} name */
function missing(name) {
  return new CouponError('config', `init: expected a host with ${name}, found one without`);
}

class LateDecoder {
  /**
   * @param {string} label
   * @param {TextDecoderOptions} options
   */
  constructor(label, options) {
    this.label = label;
    this.options = options;
    /** @type {TextDecoder | undefined} */
    this.host = undefined;
  }

  /** @param {AllowSharedBufferSource} [bytes] */
  decode(bytes) {
    if (!bytes) return '';
    if (typeof TextDecoder !== 'function') throw missing('TextDecoder');
    this.host = this.host || new TextDecoder(this.label, this.options);
    return this.host.decode(bytes);
  }
}

class LateEncoder {
  constructor() {
    /** @type {TextEncoder | undefined} */
    this.host = undefined;
  }

  /** @param {string} text */
  encode(text) {
    if (typeof TextEncoder !== 'function') throw missing('TextEncoder');
    this.host = this.host || new TextEncoder();
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

import type { Cipher } from 'houcaller-coupons/slim';

/** The position of the bytes of a fixed IV in the key, and the encoding in which the key contains them. */
export interface KeyPart {
  encoding: NonNullable<Cipher['keyEncoding']>;
  start: number;
  end: number;
}

/** Finds a fixed IV that is part of the key, because showing such an IV would show part of the key. */
export function ivInKey({ key, keyEncoding = 'utf8', iv = '' }: Cipher): KeyPart | undefined {
  if (iv === '' || iv === 'key') return undefined;
  for (const encoding of new Set(['utf8', keyEncoding] as const)) {
    const bytes = keyBytes[encoding](key);
    const length = iv.length / 2;
    for (let start = 0; start + length <= bytes.length; start++) {
      const end = start + length;
      if (hex(bytes.subarray(start, end)) === iv.toLowerCase()) return { encoding, start, end };
    }
  }
  return undefined;
}

const keyBytes = {
  utf8: (key: string) => new TextEncoder().encode(key),
  hex: (key: string) => Uint8Array.from(key.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16)),
  utf16le: (key: string) => Uint8Array.from({ length: key.length * 2 }, (_, index) => key.charCodeAt(index >> 1) >> ((index % 2) * 8)),
  base64: (key: string) => Uint8Array.from(atob(key), (character) => character.charCodeAt(0)),
};

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

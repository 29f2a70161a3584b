// The cipher as callers configure it, and as the WebAssembly module takes it: a key, a number for the scheme, an IV in hex.
import { CouponError } from './coupon-error.js';
import { Fields, isArray, knownFieldsOnly, nameOrNone, object, text, unexpected, type Given } from './fields.js';
import { module } from './module.js';
import type * as types from './types.js';

const KEY_ENCODINGS = ['utf8', 'hex', 'base64'] as const;
const KEY_DERIVATIONS = ['first8', 'zeroFill', 'sha1prng', 'md5'] as const;
const ALGORITHMS = ['DES', '3DES'] as const;
const MODES = ['ECB', 'CBC'] as const;
const PADDINGS = ['pkcs5', 'zero'] as const;
const OUTPUTS = ['HEX', 'hex', 'base64'] as const;
const IV_IS_KEY = 'key';

const FIELDS = ['key', 'keyEncoding', 'keyDerivation', 'algorithm', 'mode', 'iv', 'padding', 'output'] as const;

// How the blocks depend on each other, as the module has it: not at all, on an IV that is the key, on an IV of its own.
const ECB = 0;
const CBC_KEY_IV = 1;
const CBC_FIXED_IV = 2;

// What ends a text for the module. UTF-8 never has it.
const END = 255;

// What is decrypted, and schemes, come as bytes: to look for UTF-8 in them is the host's.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A cipher of the module, its key schedule computed. It owns memory there until `free`. */
export type Cipher = InstanceType<ReturnType<typeof module>['Cipher']>;

/**
 * Reads a `Cipher` and computes its key schedule.
 *
 * @throws {CouponError} `config`, naming the field.
 */
export function openCipher(given: unknown): Cipher {
  // Before anything is read: until it is there, nothing else is worth saying.
  const { Cipher } = module();
  const settings = object('config', 'cipher', given);
  const fields = new Fields('config', settings, 'cipher.');
  const key = fields.text('key');
  if (key === undefined) throw fields.unexpected('key', 'a string', 'none');
  const encoding = place(fields, 'keyEncoding', KEY_ENCODINGS);
  const derivation = place(fields, 'keyDerivation', KEY_DERIVATIONS);
  const algorithm = place(fields, 'algorithm', ALGORITHMS);
  const mode = place(fields, 'mode', MODES);
  const iv = fields.text('iv');
  const padding = place(fields, 'padding', PADDINGS);
  const output = place(fields, 'output', OUTPUTS);
  knownFieldsOnly('config', 'cipher', settings, FIELDS);
  const chaining = chain(fields, MODES[mode], iv);
  const scheme = [encoding, derivation, algorithm, chaining, padding, output].reduce((code, place) => code * 4 + place, 0);
  return blaming('config', () => new Cipher(key, scheme, chaining === CBC_FIXED_IV && iv ? iv : ''));
}

/** Where a setting stands in its list; the first, the default, where it is absent. */
function place(fields: Fields, name: string, choices: readonly string[]): number {
  return choices.indexOf(fields.oneOf(name, choices) || (choices[0] as string));
}

function chain(fields: Fields, mode: 'ECB' | 'CBC' | undefined, iv: string | undefined): number {
  if (mode !== 'CBC') {
    if (iv === undefined) return ECB;
    throw fields.unexpected('iv', "none with cipher.mode 'ECB', which has no use for one", 'one');
  }
  if (iv === undefined) throw fields.unexpected('iv', "16 hex digits or 'key' with cipher.mode 'CBC'", 'none');
  if (iv === IV_IS_KEY) return CBC_KEY_IV;
  if (/^[\da-f]{16}$/i.test(iv)) return CBC_FIXED_IV;
  throw fields.unexpected('iv', "16 hex digits or 'key'", 'another string');
}

/** What a use of one cipher gives; its memory is freed, whatever comes of it. */
export function withCipher<T>(given: unknown, use: (cipher: Cipher) => T): T {
  const cipher = openCipher(given);
  try {
    return use(cipher);
  } finally {
    cipher.free();
  }
}

export function encrypt(cipher: Cipher, plaintext: string | Uint8Array): string {
  return typeof plaintext === 'string' ? cipher.encrypt(plaintext) : cipher.encryptBytes(plaintext);
}

/**
 * Decrypts a `param`.
 *
 * @throws {CouponError} `input`.
 */
export function decrypt(cipher: Cipher, param: string): string {
  const plaintext = blaming('input', () => cipher.decrypt(param));
  try {
    return utf8.decode(plaintext);
  } catch (error) {
    // In the words in which the module tells of a padding that does not hold.
    throw error instanceof CouponError ? error : new CouponError('input', 'param: it does not decrypt to text under this cipher');
  }
}

/**
 * The settings under which the key reproduces every example.
 *
 * @throws {CouponError} `input`.
 */
export function identify(key: unknown, examples: unknown): types.Cipher[] {
  const { identifyScheme } = module();
  const told = text('input', 'key', key);
  const given = examples === undefined ? undefined : readExamples(examples);
  const schemes = utf8.decode(blaming('input', () => identifyScheme(told, given)));
  return schemes.split(' ').filter(Boolean).map((scheme) => settings(told, scheme));
}

/** Plaintext and param of each, as the module takes them. */
function readExamples(value: unknown): Uint8Array {
  if (!isArray(value)) throw unexpected('input', 'examples', 'an array', nameOrNone(value));
  const bytes: number[] = [];
  for (const example of Array.from(value)) {
    const fields = new Fields('input', object('input', 'examples[]', example), 'examples[].');
    for (const name of ['plaintext', 'param']) {
      new TextEncoder().encode(text('input', `examples[].${name}`, fields.value(name))).forEach((byte) => bytes.push(byte));
      bytes.push(END);
    }
  }
  return Uint8Array.from(bytes);
}

/** The settings of a scheme as the module writes it: a digit for each, and the IV. Each is named, also where it is the default. */
function settings(key: string, scheme: string): types.Cipher {
  const [encoding = 0, derivation = 0, algorithm = 0, chaining = 0, padding = 0, output = 0] = Array.from(scheme.slice(0, 6), Number);
  const named: Given = {
    key,
    keyEncoding: KEY_ENCODINGS[encoding],
    keyDerivation: KEY_DERIVATIONS[derivation],
    algorithm: ALGORITHMS[algorithm],
    mode: MODES[chaining && 1],
  };
  if (chaining) named.iv = scheme.slice(6) || IV_IS_KEY;
  named.padding = PADDINGS[padding];
  named.output = OUTPUTS[output];
  return named as unknown as types.Cipher;
}

/** The module throws the message alone. */
function blaming<T>(kind: 'config' | 'input', work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw typeof thrown === 'string' ? new CouponError(kind, thrown) : thrown;
  }
}

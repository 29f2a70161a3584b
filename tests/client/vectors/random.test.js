// @ts-check
// Compares the package with OpenSSL and crypto-js on 10,000 random keys and texts each.
import assert from 'node:assert/strict';
import { createCipheriv, randomBytes, randomInt } from 'node:crypto';
import { before, test } from 'node:test';
import CryptoJS from 'crypto-js';
import init, { decryptParam, encryptParam } from 'houcaller-coupons';

const INPUTS = 10_000;

/** @typedef {{ triple: boolean, key: Buffer, iv: Buffer | undefined, zero: boolean, text: Buffer }} Input */

/** @returns {Input} */
function randomInput() {
  const triple = randomInt(2) === 1;
  const text = Buffer.from(randomBytes(randomInt(60)).toString('base64'));
  const iv = randomInt(2) === 1 ? randomBytes(8) : undefined;
  return { triple, key: randomBytes(triple ? 24 : 8), iv, zero: randomInt(2) === 1, text };
}

/** @type {(input: Input) => import('houcaller-coupons').Cipher} */
const settings = ({ triple, key, iv, zero }) => ({
  key: key.toString('hex'),
  keyEncoding: 'hex',
  algorithm: triple ? '3DES' : 'DES',
  ...(iv ? { mode: 'CBC', iv: iv.toString('hex') } : { mode: 'ECB' }),
  padding: zero ? 'zero' : 'pkcs5',
});

/** @param {Input} input */
function openssl({ triple, key, iv, zero, text }) {
  // Triple DES with the same key three times is single DES, and needs no legacy provider.
  const bytes = triple ? key : Buffer.concat([key, key, key]);
  const cipher = createCipheriv(iv ? 'des-ede3-cbc' : 'des-ede3-ecb', bytes, iv ?? null);
  cipher.setAutoPadding(!zero);
  const padded = zero ? Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8)]) : text;
  return Buffer.concat([cipher.update(padded), cipher.final()])
    .toString('hex')
    .toUpperCase();
}

/** @param {Input} input */
function cryptoJs({ triple, key, iv, zero, text }) {
  const words = (/** @type {Buffer} */ bytes) => CryptoJS.enc.Hex.parse(bytes.toString('hex'));
  const options = {
    mode: iv ? CryptoJS.mode.CBC : CryptoJS.mode.ECB,
    padding: zero ? CryptoJS.pad.ZeroPadding : CryptoJS.pad.Pkcs7,
    ...(iv && { iv: words(iv) }),
  };
  const encrypted = (triple ? CryptoJS.TripleDES : CryptoJS.DES).encrypt(words(text), words(key), options);
  return encrypted.ciphertext.toString(CryptoJS.enc.Hex).toUpperCase();
}

before(() => init());

for (const [name, oracle] of /** @type {const} */ ([
  ['OpenSSL', openssl],
  ['crypto-js', cryptoJs],
])) {
  test(`${name} agrees on ${INPUTS} random inputs`, () => {
    for (let count = 0; count < INPUTS; count += 1) {
      const input = randomInput();
      const cipher = settings(input);
      const param = encryptParam(new Uint8Array(input.text), cipher);
      assert.equal(param, oracle(input), JSON.stringify(input));
      assert.equal(decryptParam(param, cipher), input.text.toString());
    }
  });
}

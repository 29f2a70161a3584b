// @ts-check
// A hand-written gateway that encrypts with Node's OpenSSL. Triple DES with the same key three times is single DES, which
// Node's OpenSSL lacks.
import { createCipheriv } from 'node:crypto';
import { KEY } from '../places.mjs';
import { serveHandWritten } from './hand-written.mjs';

const key = Buffer.from(KEY.repeat(3));

await serveHandWritten((plaintext) => {
  const cipher = createCipheriv('des-ede3', key, null);
  return (cipher.update(plaintext, 'utf8', 'hex') + cipher.final('hex')).toUpperCase();
});

// @ts-check
// With what Node brings along. Its OpenSSL has no single DES; triple DES under one key three times is single DES.
import { createCipheriv } from 'node:crypto';
import { KEY } from '../places.mjs';
import { serveHandWritten } from './hand-written.mjs';

const key = Buffer.from(KEY.repeat(3));

await serveHandWritten((plaintext) => {
  const cipher = createCipheriv('des-ede3', key, null);
  return (cipher.update(plaintext, 'utf8', 'hex') + cipher.final('hex')).toUpperCase();
});

// @ts-check
import { createCipheriv } from 'node:crypto';

export const PLAINTEXTS = ['{"memberId":"K1H93QDKI00B7"}', '{"platformId":"oE-Vt0 会员 🥩"}', '{"queryYear":"2019","memberId":"I44E2MBRA0615"}'];

/**
 * A `param` encrypted by OpenSSL. A key of 8 bytes means single DES, which for OpenSSL is 3DES with the key repeated three times.
 *
 * @param {string} text
 * @param {{ key: string | Buffer, iv?: string | Buffer, output?: 'HEX' | 'base64' }} scheme `iv` asks for CBC
 */
export function param(text, { key, iv, output = 'HEX' }) {
  const bytes = Buffer.from(key);
  const tripled = bytes.length === 8 ? Buffer.concat([bytes, bytes, bytes]) : bytes;
  const cipher = createCipheriv(iv ? 'des-ede3-cbc' : 'des-ede3-ecb', tripled, iv ? Buffer.from(iv) : null);
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return output === 'HEX' ? encrypted.toString('hex').toUpperCase() : encrypted.toString(output);
}

/**
 * The examples in the form that the finder reads.
 *
 * @param {(text: string) => string} encrypt
 */
export const exampleLines = (encrypt) => PLAINTEXTS.map((text) => `${encrypt(text)} ${text}`).join('\n');

// @ts-check
// Invalid cipher settings are errors that name the field and never contain the key.
import { CouponClient, decryptParam, encryptParam } from 'houcaller-coupons';
import { config, refusal } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, same } from './same.js';

const KEY = 's3cretK3y-s3cretK3y-s3cr';

const HEX_KEY = "cipher.key: expected hex, two digits a byte, with cipher.keyEncoding 'hex', found another string";
const TRIPLE_KEY = "cipher.key: expected at least 24 bytes, or 16, with cipher.algorithm '3DES', found";

/** @type {[any, string][]} */
const WRONG = [
  [{ key: 's3cret!' }, 'cipher.key: expected at least 8 bytes, found 7 bytes'],
  [{ key: '' }, 'cipher.key: expected at least 8 bytes, found 0 bytes'],
  [{ key: 's' }, 'cipher.key: expected at least 8 bytes, found 1 byte'],
  [{ key: '73336372657', keyEncoding: 'hex' }, HEX_KEY],
  [{ key: 's3cret!!', keyEncoding: 'hex' }, HEX_KEY],
  [{ key: 's3cret!!', keyEncoding: 'base64' }, "cipher.key: expected base64 with cipher.keyEncoding 'base64', found another string"],
  [{ key: KEY, keyEncoding: 'gbk' }, "cipher.keyEncoding: expected 'utf8', 'hex', 'base64' or 'utf16le', found another string"],
  [
    { key: KEY, keyDerivation: 'sha256' },
    "cipher.keyDerivation: expected 'first8', 'zeroFill', 'sha1prng', 'md5', 'md5Lower', 'md5Lower16', 'md5Bytes' or 'sha1', found another string",
  ],
  [{ key: KEY, algorithm: 'AES' }, "cipher.algorithm: expected 'DES' or '3DES', found another string"],
  [{ key: KEY, mode: 'ecb' }, "cipher.mode: expected 'ECB' or 'CBC', found another string"],
  [{ key: KEY, padding: 'PKCS5Padding' }, "cipher.padding: expected 'pkcs5' or 'zero', found another string"],
  [{ key: KEY, output: 'Hex' }, "cipher.output: expected 'HEX', 'hex' or 'base64', found another string"],
  [{ key: KEY, iv: 'key' }, "cipher.iv: expected none, because cipher.mode 'ECB' uses no IV, found one"],
  [{ key: KEY, mode: 'CBC' }, "cipher.iv: expected 16 hex digits or 'key' with cipher.mode 'CBC', found none"],
  [{ key: KEY, mode: 'CBC', iv: '0001020304050607'.repeat(2) }, "cipher.iv: expected 16 hex digits or 'key', found another string"],
  [{ key: KEY, mode: 'CBC', iv: '000102030405060' }, "cipher.iv: expected 16 hex digits or 'key', found another string"],
  [{ key: 's3cretK3y', algorithm: '3DES' }, `${TRIPLE_KEY} 9 bytes`],
  [{ key: 's3cretK3y-s3cretK', algorithm: '3DES' }, `${TRIPLE_KEY} 17 bytes`],
  [{ key: 's3cretK3y-s3cretK3y-s3c', algorithm: '3DES' }, `${TRIPLE_KEY} 23 bytes`],
  [{ key: KEY, keyDerivation: 'md5Lower16' }, "cipher.algorithm: expected '3DES' with cipher.keyDerivation 'md5Lower16', found 'DES'"],
];

const NOT_HEX = 'input: param: expected hex of whole 8-byte blocks, found another string';
const NOT_BASE64 = 'input: param: expected base64 of whole 8-byte blocks, found another string';
const NOT_TEXT = 'input: param: it does not decrypt to text under this cipher';

/** @type {import('./fixtures.js').Cases} */
export const settings = {
  async 'the error for an invalid setting names it and does not contain the key'() {
    await each(WRONG, async ([cipher, expected]) => {
      const messages = [
        await refusal(() => encryptParam('{}', cipher)),
        await refusal(() => decryptParam('0011223344556677', cipher)),
        await refusal(() => new CouponClient(config({ cipher }))),
      ];
      same(
        messages,
        messages.map(() => `config: ${expected}`),
      );
      same(messages.join().includes('s3cr'), false);
    });
  },

  async 'a malformed param and a wrong key have different errors'() {
    // The last rows: invalid padding, no padding, and valid padding after bytes that are not UTF-8.
    const notText = encryptParam(Uint8Array.of(0xff, 0xff, 0xff), { key: KEY });
    /** @type {[string, 'HEX' | 'base64', string][]} */
    const rows = [
      ['0', 'HEX', NOT_HEX],
      ['00', 'HEX', NOT_HEX],
      ['zz', 'HEX', NOT_HEX],
      ['00112233445566778', 'HEX', NOT_HEX],
      ['0011223344556677 ', 'HEX', NOT_HEX],
      ['AA==', 'base64', NOT_BASE64],
      ['0011223344556677', 'HEX', NOT_TEXT],
      ['', 'HEX', NOT_TEXT],
      [notText, 'HEX', NOT_TEXT],
    ];
    await each(rows, async ([param, output, expected]) => {
      const cipher = { key: KEY, output };
      same(await refusal(() => decryptParam(param, cipher)), expected);
      same(await refusal(() => new CouponClient(config({ cipher })).decryptParam(param)), expected);
    });
  },
};

void runAlone('settings.js', settings);

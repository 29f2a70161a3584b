// @ts-check
// Checks that the JDK, OpenSSL and the package encrypt the same text to the same 64 digits.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import init, { encryptParam } from 'houcaller-coupons';

const KEY = '12345678';
const TEXT = '{"memberId":"K1H93QDKI00B7"}';
const DIGITS = '4C2255F48418652A20FA215B0559A638FA4A6CF7FC09C76F35996D0E8ABC4227';

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} [input]
 */
function printed(program, args, input = '') {
  const { status, stdout, error } = spawnSync(program, args, { input });
  if (error) return undefined;
  assert.equal(status, 0, program);
  return stdout;
}

before(() => init());

test('encryptParam returns the digits for an object and for its JSON', () => {
  assert.equal(encryptParam({ memberId: 'K1H93QDKI00B7' }, { key: KEY }), DIGITS);
  assert.equal(encryptParam(TEXT, { key: KEY }), DIGITS);
});

test('the JDK prints the same', (t) => {
  const program = fileURLToPath(new URL('../../support/vectors/KnownAnswer.java', import.meta.url));
  const digits = printed('java', [program, KEY, TEXT]);
  if (!digits) return t.diagnostic('skipped: java is not installed');
  assert.equal(digits.toString().trim(), DIGITS);
});

test('OpenSSL prints the same', (t) => {
  // Triple DES with the same key three times is single DES, and needs no legacy provider.
  const key = Buffer.from(KEY.repeat(3)).toString('hex');
  const bytes = printed('openssl', ['enc', '-des-ede3-ecb', '-K', key], TEXT);
  if (!bytes) return t.diagnostic('skipped: openssl is not installed');
  assert.equal(bytes.toString('hex').toUpperCase(), DIGITS);
});

// @ts-check
// Tests key derivations against the stored results of Java, PHP and .NET, new random ones if those are installed, and OpenSSL.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createCipheriv, createHash, randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import init, { decryptParam, encryptParam, identifyCipher } from 'houcaller-coupons';

/** @typedef {import('houcaller-coupons').Cipher} Cipher */
/** @typedef {{ id: string, cipher: Cipher, text: string, expect: string }} Row */

const here = fileURLToPath(new URL('../../support/vectors/server-snippets/', import.meta.url));

const defaults = { keyEncoding: 'utf8', keyDerivation: 'first8', algorithm: 'DES', mode: 'ECB', padding: 'pkcs5', output: 'HEX' };

/**
 * Whether a cipher was found. If the first digits of an MD5 contain no letters, upper and lower case are the same key, which is
 * found once.
 *
 * @param {Cipher[]} found
 * @param {Cipher} cipher
 */
function includes(found, cipher) {
  const full = /** @type {Cipher} */ ({ ...defaults, ...cipher });
  const alike = full.keyDerivation === 'md5Lower' ? [full, { ...full, keyDerivation: 'md5' }] : [full];
  const sorted = (/** @type {object} */ it) => JSON.stringify(Object.entries(it).sort());
  return found.some((it) => alike.some((other) => sorted(it) === sorted(other)));
}

/**
 * Checks that identifyCipher finds the settings with the key, and none with a key that differs in its first character.
 *
 * @param {Cipher} cipher
 * @param {string} text
 * @param {string} expect
 */
function checkFound(cipher, text, expect) {
  const examples = [{ plaintext: text, param: expect }];
  const found = identifyCipher(cipher.key, examples);
  assert.ok(includes(found, cipher), JSON.stringify({ cipher, text, expect, found }));
  for (const one of found) assert.equal(encryptParam(text, one), expect);
  const others = new Set(found.map((one) => JSON.stringify({ ...one, keyDerivation: '' })));
  // `first8` and `zeroFill` are both found if they give the same key.
  const hasZeroFill = found.some((one) => one.keyDerivation === 'zeroFill');
  if (!hasZeroFill) assert.equal(others.size, found.length, JSON.stringify(found));
  // XOR with 6 changes two bits that are not the parity bit, which DES ignores.
  const wrong = String.fromCharCode(cipher.key.charCodeAt(0) ^ 6) + cipher.key.slice(1);
  assert.deepEqual(identifyCipher(wrong, examples), []);
}

/** @param {string} lines */
const parsed = (lines) =>
  lines
    .trimEnd()
    .split('\n')
    .map((line) => /** @type {Row} */ (JSON.parse(line)));

/** @param {Row[]} rows */
function check(rows) {
  for (const { cipher, text, expect } of rows) {
    assert.equal(encryptParam(text, cipher), expect, JSON.stringify({ cipher, text }));
    assert.equal(decryptParam(expect, cipher), text);
    checkFound(cipher, text, expect);
  }
}

/**
 * The output of a program, or `undefined` if it is not installed.
 *
 * @param {string} program
 * @param {string[]} args
 */
function printed(program, ...args) {
  const env = { ...process.env, OPENSSL_CONF: join(here, 'openssl-legacy.cnf') };
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: here, env, encoding: 'utf8' });
  if (error || stderr.includes('is the legacy provider on?')) return undefined;
  assert.equal(status, 0, `${program}: ${stderr}`);
  return stdout;
}

function mono() {
  const folder = mkdtempSync(join(tmpdir(), 'derivations-'));
  try {
    const compiled = join(folder, 'Derivations.exe');
    return printed('mcs', `-out:${compiled}`, 'Derivations.cs') === undefined ? undefined : printed('mono', compiled, '--random');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

before(() => init());

const languages = {
  java: { rows: 96, run: () => printed('java', 'Derivations.java', '--random') },
  php: { rows: 84, run: () => printed('php', 'derivations.php', '--random') },
  mono: { rows: 108, run: mono },
};

for (const [language, { rows, run }] of Object.entries(languages)) {
  test(`the stored rows of ${language}: encrypted, decrypted and identified`, () => {
    const committed = parsed(readFileSync(join(here, `${language}-derivations.jsonl`), 'utf8'));
    assert.equal(committed.length, rows);
    check(committed);
  });

  test(`new random rows of ${language}: encrypted, decrypted and identified`, (t) => {
    const lines = run();
    if (lines === undefined) return t.diagnostic(`skipped: ${language} is not installed`);
    assert.equal(parsed(lines).length, rows);
    check(parsed(lines));
  });
}

describe('200 random keys for each derivation, compared with OpenSSL', () => {
  const KEYS = 200;
  const md5 = (/** @type {Buffer} */ bytes) => createHash('md5').update(bytes).digest();
  const md5Hex = (/** @type {Buffer} */ bytes) => Buffer.from(md5(bytes).toString('hex'));
  const sha1 = (/** @type {Buffer} */ bytes) => createHash('sha1').update(bytes).digest();

  /** The derived keys for single DES and 3DES. @type {Record<string, { DES?: (key: Buffer) => Buffer, '3DES': (key: Buffer) => Buffer }>} */
  const derivations = {
    first8: { DES: (key) => key.subarray(0, 8), '3DES': (key) => key.subarray(0, 24) },
    md5Lower: { DES: (key) => md5Hex(key).subarray(0, 8), '3DES': (key) => md5Hex(key).subarray(0, 24) },
    md5Lower16: { '3DES': (key) => Buffer.concat([md5Hex(key).subarray(0, 16), md5Hex(key).subarray(0, 8)]) },
    md5Bytes: { DES: (key) => md5(key).subarray(0, 8), '3DES': (key) => Buffer.concat([md5(key), md5(key).subarray(0, 8)]) },
    sha1: { DES: (key) => sha1(key).subarray(0, 8), '3DES': (key) => Buffer.concat([sha1(key), Buffer.alloc(4)]) },
  };

  for (const [keyDerivation, algorithms] of Object.entries(derivations)) {
    for (const [algorithm, derive] of Object.entries(algorithms)) {
      test(`${keyDerivation}, ${algorithm}`, () => {
        for (let count = 0; count < KEYS; count += 1) {
          const least = keyDerivation === 'first8' ? 25 : 1;
          const key = randomBytes(48).toString('base64').slice(0, randomInt(least, 41));
          const keyEncoding = randomInt(3) ? 'utf8' : 'utf16le';
          const derived = derive(Buffer.from(key, keyEncoding));
          // Triple DES with the same key three times is single DES, and needs no legacy provider.
          const bytes = algorithm === 'DES' ? Buffer.concat([derived, derived, derived]) : derived;
          const iv = /** @type {const} */ ([undefined, 'key', randomBytes(8).toString('hex')])[randomInt(3)];
          const ivBytes = iv === 'key' ? bytes.subarray(0, 8) : iv && Buffer.from(iv, 'hex');
          const text = JSON.stringify({ memberId: randomBytes(9).toString('base64') });
          const cipher = createCipheriv(iv ? 'des-ede3-cbc' : 'des-ede3-ecb', bytes, ivBytes || null);
          const param = Buffer.concat([cipher.update(text), cipher.final()]).toString('base64');
          const settings = { key, keyEncoding, keyDerivation, algorithm, output: 'base64', ...(iv && { mode: 'CBC', iv }) };
          checkFound(/** @type {Cipher} */ (settings), text, param);
        }
      });
    }
  }
});

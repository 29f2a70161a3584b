// @ts-check
// Hosts without text codecs, such as jsdom, or with decoders that do not support `fatal`, such as React Native's.
import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import published from '../../sandbox/published-response.json' with { type: 'json' };

const source = readFileSync(new URL('../../dist/houcaller-coupons.iife.js', import.meta.url), 'utf8');

/**
 * Loads an entry in a new realm.
 *
 * @param {string} entry
 * @param {object} globals
 */
function required(entry, globals) {
  const realm = createContext({ atob, setTimeout, clearTimeout, performance, module: { exports: {} }, ...globals });
  const text = readFileSync(new URL(`../../dist/${entry}.cjs`, import.meta.url), 'utf8');
  return runInContext(`((module, exports) => { ${text}\nreturn module.exports })(module, module.exports)`, realm);
}

const PUBLISHED = new TextEncoder().encode(JSON.stringify(published));
const NOT_UTF8 = { kind: 'decode', message: 'the answer is not valid UTF-8', attempts: 1 };

/**
 * A configuration whose `fetch` answers with these bytes.
 *
 * @param {string} entry
 * @param {Uint8Array} bytes
 */
function answering(entry, bytes) {
  const fetch = async () => ({ status: 200, arrayBuffer: async () => bytes });
  if (entry !== 'index') return { gatewayUrl: 'http://gateway.invalid', fetch };
  return { baseUrl: 'http://crm.invalid', channel: 'c', cipher: { key: '12345678' }, fetch };
}

/** @param {object} globals */
async function encrypted(globals) {
  const realm = createContext({ atob, ...globals });
  runInContext(source, realm);
  await runInContext('HouCallerCoupons.init()', realm);
  return runInContext("try { HouCallerCoupons.encryptParam('豪', { key: '12345678' }) } catch (error) { error }", realm);
}

const WITH_BOTH = createCipheriv('des-ede3', '12345678'.repeat(3), null);
const EXPECTED = (WITH_BOTH.update('豪', 'utf8', 'hex') + WITH_BOTH.final('hex')).toUpperCase();

/** Ignores the option `fatal`, as some polyfills do. */
class DecoderWithoutFatal extends TextDecoder {
  /** @param {string} label */
  constructor(label) {
    super(label, { ignoreBOM: true });
  }
}

/** Throws for the option `fatal`. */
class DecoderThatRefusesFatal extends TextDecoder {
  /**
   * @param {string} label
   * @param {TextDecoderOptions} options
   */
  constructor(label, options) {
    if (options.fatal) throw new TypeError("the 'fatal' option is unsupported");
    super(label, options);
  }
}

for (const [title, globals] of Object.entries({
  'both codecs': { TextDecoder, TextEncoder },
  'no TextEncoder': { TextDecoder },
  'no TextDecoder': { TextEncoder },
  neither: {},
  'a TextDecoder that ignores fatal': { TextDecoder: DecoderWithoutFatal, TextEncoder },
  'a TextDecoder that refuses fatal': { TextDecoder: DecoderThatRefusesFatal, TextEncoder },
})) {
  test(`encrypts with ${title}`, async () => assert.equal(await encrypted(globals), EXPECTED));

  for (const entry of ['index', 'gateway-client']) {
    test(`${entry} reads an answer with ${title}, and refuses one that is not UTF-8`, async () => {
      const { listCoupons } = required(entry, globals);
      const list = (/** @type {Uint8Array} */ bytes) => listCoupons({ memberId: 'K1' }, answering(entry, bytes));
      const [coupon] = await list(PUBLISHED);
      assert.equal(coupon.cpnName, published.data.list[0]?.cpnName);
      await assert.rejects(list(Uint8Array.of(0x22, 0xff, 0x22)), NOT_UTF8);
    });
  }
}

// After an error this decoder always fails, as in old engines.
class DecoderThatKeepsItsErrors extends TextDecoder {
  failed = false;

  /** @param {any} bytes */
  decode(bytes) {
    if (this.failed) throw new TypeError('the text before broke off');
    this.failed = true;
    const text = super.decode(bytes);
    this.failed = false;
    return text;
  }
}

for (const entry of ['index', 'gateway-client']) {
  test(`${entry}: an answer that is not UTF-8 does not affect the next one`, async () => {
    const { listCoupons } = required(entry, { TextEncoder, TextDecoder: DecoderThatKeepsItsErrors });
    const list = (/** @type {Uint8Array} */ bytes) => listCoupons({ memberId: 'K1' }, answering(entry, bytes));
    for (let times = 0; times < 2; times += 1) {
      // The first answer breaks off within a character.
      await assert.rejects(list(Uint8Array.of(0x22, 0xe8, 0xb1)), NOT_UTF8);
      assert.equal((await list(PUBLISHED)).length, published.data.list.length);
    }
  });
}

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
      const config =
        entry === 'index' ? { baseUrl: 'http://crm.invalid', channel: 'c', cipher: { key: '12345678' } } : { gatewayUrl: 'http://gateway.invalid' };
      /** @param {Uint8Array} bytes */
      const list = (bytes) => listCoupons({ memberId: 'K1' }, { ...config, fetch: async () => ({ status: 200, arrayBuffer: async () => bytes }) });
      const [coupon] = await list(new TextEncoder().encode(JSON.stringify(published)));
      assert.equal(coupon.cpnName, published.data.list[0]?.cpnName);
      await assert.rejects(list(Uint8Array.of(0x22, 0xff, 0x22)), { kind: 'decode', message: 'the answer is not valid UTF-8', attempts: 1 });
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

test('a text that is not UTF-8 does not affect the next one', async () => {
  const realm = createContext({ atob, TextEncoder, TextDecoder: DecoderThatKeepsItsErrors });
  runInContext(source, realm);
  await runInContext('HouCallerCoupons.init()', realm);
  const script = `
    const { decryptParam, encryptParam } = HouCallerCoupons;
    const cipher = { key: '12345678' };
    const brokenOff = encryptParam(Uint8Array.of(0xE8, 0xB1), cipher);
    let kind;
    try { decryptParam(brokenOff, cipher) } catch (error) { kind = error.kind }
    [kind, decryptParam(encryptParam('豪', cipher), cipher)]`;
  assert.deepEqual([...runInContext(script, realm)], ['input', '豪']);
});

// @ts-check
// Compares the package's UTF-8 decoder and encoder with those of the engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import esbuild from 'esbuild';

// The decoders throw hundreds of thousands of exceptions; without stacks that is faster.
Error.stackTraceLimit = 0;

const { outputFiles } = await esbuild.build({ entryPoints: ['js/load/utf8.ts'], bundle: true, format: 'esm', write: false });
/** @type {typeof import('../../../js/load/utf8.ts')} */
const { Utf8Decoder, Utf8Encoder } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

/** @param {boolean} ignoreBOM */
const pair = (ignoreBOM) => ({
  ours: new Utf8Decoder('utf-8', { ignoreBOM }),
  engines: new TextDecoder('utf-8', { fatal: true, ignoreBOM }),
});

/**
 * @param {{ decode(bytes: Uint8Array): string }} decoder
 * @param {Uint8Array} bytes
 */
function decoded(decoder, bytes) {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return undefined;
  }
}

/** @param {number[] | Uint8Array} given */
function same(given, { ours, engines } = decoders) {
  const bytes = Uint8Array.from(given);
  const wanted = decoded(engines, bytes);
  const found = decoded(ours, bytes);
  if (found !== wanted) assert.fail(`${Buffer.from(bytes).toString('hex')}: ${JSON.stringify(found)}, the engine has ${JSON.stringify(wanted)}`);
}
const decoders = pair(false);

test('every sequence of one and two bytes, and the edges of sequences of three and four', () => {
  for (let first = 0; first < 256; first += 1) {
    same([first]);
    for (let second = 0; second < 256; second += 1) {
      same([first, second]);
      if (first >= 0xe0) for (const third of [0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff]) same([first, second, third]);
      if (first >= 0xf0) for (const third of [0x7f, 0x80, 0xbf, 0xc0]) for (const last of [0x7f, 0x80, 0xbf, 0xc0]) same([first, second, third, last]);
    }
  }
});

test('every code point is encoded and decoded', () => {
  const encoder = new Utf8Encoder();
  const engines = new TextEncoder();
  for (let start = 0; start <= 0x10ffff; start += 0x1000) {
    const points = Array.from({ length: 0x1000 }, (_, at) => start + at);
    // Both replace lone surrogates by U+FFFD.
    const text = points.map((point) => String.fromCodePoint(point)).join('\n');
    const bytes = engines.encode(text);
    assert.ok(Buffer.from(encoder.encode(text)).equals(bytes), start.toString(16));
    assert.equal(decoders.ours.decode(bytes), decoders.engines.decode(bytes), start.toString(16));
  }
});

test('a byte order mark at the start is removed, or kept with ignoreBOM', () => {
  for (const both of [pair(false), pair(true)]) {
    for (const text of ['\ufeff', '\ufeff\ufeffa', 'a\ufeff', '']) same(new TextEncoder().encode(text), both);
  }
});

test('valid text with a byte changed, removed or repeated', () => {
  const valid = new TextEncoder().encode('{"name":"🥩牛排节满100减30 é𠮷"}');
  for (let at = 0; at < valid.length; at += 1) {
    same(valid.subarray(0, at));
    same([...valid.subarray(0, at), ...valid.subarray(at + 1)]);
    same([...valid.subarray(0, at), valid[at], ...valid.subarray(at)]);
    for (let byte = 0; byte < 256; byte += 1) same(valid.map((old, index) => (index === at ? byte : old)));
  }
});

test('a text longer than the arguments of one call is decoded in linear time', () => {
  const text = '豪客来🥩a'.repeat(400_000);
  const bytes = new TextEncoder().encode(text);
  const began = performance.now();
  assert.ok(decoders.ours.decode(bytes.buffer) === text);
  assert.ok(performance.now() - began < 3_000);
});

test('only the bytes of a view are decoded, not its whole buffer', () => {
  const bytes = new TextEncoder().encode('abc豪客来');
  assert.equal(decoders.ours.decode(bytes.subarray(3, 6)), '豪');
});

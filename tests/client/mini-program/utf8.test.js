// @ts-check
// The package's own UTF-8 beside the engine's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import esbuild from 'esbuild';

// Hundreds of thousands of exceptions, whose stacks nobody reads.
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

test('every sequence of one and two bytes, and of three where the first asks for them', () => {
  for (let first = 0; first < 256; first += 1) {
    same([first]);
    for (let second = 0; second < 256; second += 1) {
      same([first, second]);
      if (first >= 0xe0) for (const third of [0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff]) same([first, second, third]);
      if (first >= 0xf0) for (const third of [0x7f, 0x80, 0xbf, 0xc0]) for (const last of [0x7f, 0x80, 0xbf, 0xc0]) same([first, second, third, last]);
    }
  }
});

test('every character there and back', () => {
  const encoder = new Utf8Encoder();
  const engines = new TextEncoder();
  for (let start = 0; start <= 0x10ffff; start += 0x1000) {
    const points = Array.from({ length: 0x1000 }, (_, at) => start + at);
    // Those that are lone surrogates become U+FFFD in both.
    const text = points.map((point) => String.fromCodePoint(point)).join('\n');
    const bytes = engines.encode(text);
    assert.ok(Buffer.from(encoder.encode(text)).equals(bytes), start.toString(16));
    assert.equal(decoders.ours.decode(bytes), decoders.engines.decode(bytes), start.toString(16));
  }
});

test('a byte order mark is taken off or kept, and only at the start', () => {
  for (const both of [pair(false), pair(true)]) {
    for (const text of ['\ufeff', '\ufeff\ufeffa', 'a\ufeff', '']) same(new TextEncoder().encode(text), both);
  }
});

test('sound text of which a byte was changed, dropped or doubled', () => {
  const sound = new TextEncoder().encode('{"name":"🥩牛排节满100减30 é𠮷"}');
  for (let at = 0; at < sound.length; at += 1) {
    same(sound.subarray(0, at));
    same([...sound.subarray(0, at), ...sound.subarray(at + 1)]);
    same([...sound.subarray(0, at), sound[at], ...sound.subarray(at)]);
    for (let byte = 0; byte < 256; byte += 1) same(sound.map((old, index) => (index === at ? byte : old)));
  }
});

test('texts longer than one call takes, in linear time', () => {
  const text = '豪客来🥩a'.repeat(400_000);
  const bytes = new TextEncoder().encode(text);
  const began = performance.now();
  assert.ok(decoders.ours.decode(bytes.buffer) === text);
  assert.ok(performance.now() - began < 3_000);
});

test('a part of a buffer is read, not all of it', () => {
  const bytes = new TextEncoder().encode('abc豪客来');
  assert.equal(decoders.ours.decode(bytes.subarray(3, 6)), '豪');
});

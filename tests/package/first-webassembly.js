// @ts-check
// WebAssembly as Chromium 57 and iOS 11 had it, in 2017: the first version, before any of the proposals that came after.
import binaryen from 'binaryen';
import openWabt from 'wabt';

const LATER = /** @type {const} */ ([
  'bulk_memory',
  'exceptions',
  'extended_const',
  'function_references',
  'gc',
  'memory64',
  'multi_value',
  'mutable_globals',
  'reference_types',
  'relaxed_simd',
  'sat_float_to_int',
  'sign_extension',
  'simd',
  'tail_call',
  'threads',
]);

const wabt = await openWabt();

/** @param {boolean} on */
const features = (on) => Object.fromEntries(LATER.map((feature) => [feature, on]));

/**
 * Why an engine of 2017 would refuse a module, or `undefined` where it would not. Two tools are asked: WABT is strict about how things are written down,
 * as engines are; Binaryen also knows the rule about exported globals.
 *
 * @param {Uint8Array} bytes
 */
export function refusal(bytes) {
  // WABT takes all that lies under a view, and Node may put a file's bytes anywhere in a larger piece of memory.
  const alone = Uint8Array.from(bytes);
  try {
    const module = /** @type {{ validate(features: object): void, destroy(): void }} */ (wabt.readWasm(alone, features(false)));
    module.validate(features(false));
    module.destroy();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const module = binaryen.readBinary(bytes);
  module.setFeatures(binaryen.Features.MVP);
  const valid = module.validate();
  module.dispose();
  return valid ? undefined : 'Binaryen finds it invalid';
}

/**
 * A module, written as text with everything that WebAssembly has come to know.
 *
 * @param {string} text
 */
export function assembled(text) {
  return Uint8Array.from(wabt.parseWat('module.wat', text, features(true)).toBinary({}).buffer);
}

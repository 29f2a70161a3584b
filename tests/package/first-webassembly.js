// @ts-check
// Validates modules against the WebAssembly of 2017 (Chromium 57, iOS 11), without any later proposal.
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
 * Why an engine of 2017 would refuse a module; `undefined` if it would not. WABT checks the encoding as strictly as engines do,
 * and Binaryen also checks the rule about exported globals.
 *
 * @param {Uint8Array} bytes
 */
export function refusal(bytes) {
  // A copy, because WABT reads the whole buffer behind a view, and Node may read files into a larger buffer.
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
 * Assembles a module from text, with all later proposals enabled.
 *
 * @param {string} text
 */
export function assembled(text) {
  return Uint8Array.from(wabt.parseWat('module.wat', text, features(true)).toBinary({}).buffer);
}

// @ts-check
// Gives access to the memory of the package's WebAssembly or JavaScript engine, which the package does not export. Load it before `init`
// is called, because it wraps the functions that create the module.
import * as entry from 'houcaller-coupons';

/** @type {{ readonly buffer: ArrayBuffer } | undefined} */
let memory;

if (typeof WebAssembly === 'object') watchWebAssembly();
else watchEngine(/** @type {any} */ (entry).engine);

/** @param {object} exports */
function keepMemory(exports) {
  memory ??= Object.values(exports).find((it) => typeof it === 'object' && 'buffer' in it);
}

/** @param {{ instantiate: (...given: unknown[]) => object }} engine */
function watchEngine(engine) {
  const { instantiate } = engine;
  engine.instantiate = (...given) => {
    const exports = instantiate(...given);
    keepMemory(exports);
    return exports;
  };
}

function watchWebAssembly() {
  const { Instance, instantiate } = WebAssembly;

  WebAssembly.instantiate = /** @type {typeof instantiate} */ (
    async (/** @type {any} */ source, /** @type {WebAssembly.Imports | undefined} */ imports) => {
      const result = /** @type {any} */ (await instantiate(source, imports));
      keepMemory((result.instance ?? result).exports);
      return result;
    }
  );

  WebAssembly.Instance = class extends Instance {
    /** @param {ConstructorParameters<typeof Instance>} given */
    constructor(...given) {
      super(...given);
      keepMemory(this.exports);
    }
  };
}

/** The current content of the memory. Call it again after the memory may have grown, because growth detaches the view. */
export function bytesInMemory() {
  if (!memory) throw new Error('the module was created before memory.js was loaded, or it exports no memory');
  return new Uint8Array(memory.buffer);
}

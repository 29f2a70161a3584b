// @ts-check
// The memory of the package's WebAssembly, or of its engine without, which the package keeps to itself. Loaded before `init` is called, it sees the module
// being made.
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

/** Everything in it. A view of now: memory that grows is another. */
export function bytesInMemory() {
  if (!memory) throw new Error('the module was made before anybody looked, or it has no memory of its own');
  return new Uint8Array(memory.buffer);
}

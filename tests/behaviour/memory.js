// @ts-check
// The memory of the package's WebAssembly, which the package keeps to itself. Loaded before `init` is called, it sees the module being made.

/** @type {WebAssembly.Memory | undefined} */
let memory;

const { Instance, instantiate } = WebAssembly;

/** @param {WebAssembly.Instance} instance */
function keepMemory({ exports }) {
  const found = Object.values(exports).find((it) => it instanceof WebAssembly.Memory);
  memory ??= /** @type {WebAssembly.Memory | undefined} */ (found);
}

WebAssembly.instantiate = /** @type {typeof instantiate} */ (
  async (/** @type {any} */ source, /** @type {WebAssembly.Imports | undefined} */ imports) => {
    const result = /** @type {any} */ (await instantiate(source, imports));
    keepMemory(result.instance ?? result);
    return result;
  }
);

WebAssembly.Instance = class extends Instance {
  /** @param {ConstructorParameters<typeof Instance>} given */
  constructor(...given) {
    super(...given);
    keepMemory(this);
  }
};

/** Everything in it. A view of now: memory that grows is another. */
export function bytesInMemory() {
  if (!memory) throw new Error('the module was made before anybody looked, or it has no memory of its own');
  return new Uint8Array(memory.buffer);
}

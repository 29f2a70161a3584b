// @ts-check
// Load it in the page before the package: it wraps globals so that the memory, the references and the clients of the package can be measured.

/** The exports of the WebAssembly module, once it is instantiated. */
export const captured = /** @type {{ wasm?: WebAssembly.Exports }} */ ({});

const { instantiate } = WebAssembly;
WebAssembly.instantiate = /** @type {typeof instantiate} */ (
  async (/** @type {any} */ source, /** @type {WebAssembly.Imports | undefined} */ imports) => {
    const result = /** @type {any} */ (await instantiate(source, imports));
    captured.wasm = (result.instance ?? result).exports;
    return result;
  }
);

/** wasm-bindgen's table of JavaScript values, which the module refers to by index. It never shrinks. */
export const references = /** @type {{ table?: unknown[] }} */ ({});

const { push } = Array.prototype;
// The table is recognised by its first push, of four constants.
Array.prototype.push = function (/** @type {any[]} */ ...values) {
  const [first, second, third, fourth] = values;
  if (first === undefined && second === null && third === true && fourth === false) references.table = this;
  return push.apply(this, values);
};

/** How many clients were created, and how many were freed, explicitly or by garbage collection. */
export const clients = { made: 0, freed: 0 };

// The generated code registers each client with its address.
globalThis.FinalizationRegistry = class extends FinalizationRegistry {
  /** @param {(held: any) => void} free */
  constructor(free) {
    super((held) => {
      free(held);
      clients.freed += 1;
    });
  }

  /**
   * @param {WeakKey} target
   * @param {any} held
   * @param {WeakKey} [token]
   */
  register(target, held, token) {
    clients.made += 1;
    super.register(target, held, token);
  }

  /** @param {WeakKey} token */
  unregister(token) {
    const known = super.unregister(token);
    if (known) clients.freed += 1;
    return known;
  }
};

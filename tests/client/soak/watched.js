// @ts-check
// Loaded in the page before the package: what the package keeps to itself can be measured from here.

/** The exports of the WebAssembly module, once it is there. */
export const captured = /** @type {{ wasm?: WebAssembly.Exports }} */ ({});

const { instantiate } = WebAssembly;
WebAssembly.instantiate = /** @type {typeof instantiate} */ (
  async (/** @type {any} */ source, /** @type {WebAssembly.Imports | undefined} */ imports) => {
    const result = /** @type {any} */ (await instantiate(source, imports));
    captured.wasm = (result.instance ?? result).exports;
    return result;
  }
);

/** The table of the generated code by whose numbers the module knows the values of JavaScript. It is never made shorter. */
export const references = /** @type {{ table?: unknown[] }} */ ({});

const { push } = Array.prototype;
// It begins with those that never change.
Array.prototype.push = function (/** @type {any[]} */ ...values) {
  const [first, second, third, fourth] = values;
  if (first === undefined && second === null && third === true && fourth === false) references.table = this;
  return push.apply(this, values);
};

/** Clients made, and those whose memory was given back: at once, or after they were collected. */
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

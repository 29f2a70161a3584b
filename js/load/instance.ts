// Instantiates the WebAssembly module, or the engine (the same module as JavaScript), and connects the generated glue
// to it.
import * as glue from '../../pkg/houcaller_coupons_bg.js';
import { CouponError } from '../coupon-error.js';
import type { Engine, InitInput } from '../types/index.js';

// The build shortens the name of the import module to `a`: scripts/build/short-names.mjs.
const imports = { a: glue } as unknown as WebAssembly.Imports;

/** Compiles and instantiates synchronously. */
export function instantiateSync(source: BufferSource | WebAssembly.Module | Engine): void {
  setExports(isEngine(source) ? { exports: exportsOf(source) } : new WebAssembly.Instance(isBytes(source) ? new WebAssembly.Module(source) : source, imports));
}

/**
 * Compiles and instantiates a module, its bytes, or the body of a URL or a response. Compiles while the body streams
 * in, where possible.
 */
export async function instantiate(input: InitInput): Promise<void> {
  const source = isUrl(input) ? await fetch(input) : input;
  if (isResponse(source)) return setExports((await instantiateResponse(source)).instance);
  if (isEngine(source)) return instantiateSync(source);
  try {
    // While a page loads, each step of an asynchronous compilation waits for the page's other tasks. That takes longer
    // than the compilation.
    return instantiateSync(source);
  } catch (error) {
    // A second attempt would have the same outcome, and report a second violation of the page's policy.
    if (Object(error).name === 'CompileError') throw error;
    // Chromium before 115 does not allow synchronous compilation in pages.
  }
  const instantiated = await WebAssembly.instantiate(source as BufferSource, imports);
  // For a compiled module, the host returns the instance alone.
  setExports('instance' in instantiated ? instantiated.instance : (instantiated as unknown as WebAssembly.Instance));
}

export function isEngine(input: unknown): input is Engine {
  return typeof Object(input).moduleId === 'string';
}

function exportsOf({ moduleId, instantiate: make }: Engine): WebAssembly.Exports {
  // The names of imports and exports differ from build to build.
  if (moduleId !== glue.moduleId || typeof make !== 'function')
    throw new CouponError('config', 'init: expected the engine of the same version and entry, found another');
  return make(imports) as WebAssembly.Exports;
}

function setExports({ exports }: Pick<WebAssembly.Instance, 'exports'>): void {
  glue.__wbg_set_wasm(exports);
}

// Not `instanceof`, because bytes and modules can be of another realm, as a module that an edge runtime compiled is.
function isBytes(source: BufferSource | WebAssembly.Module): source is BufferSource {
  return ArrayBuffer.isView(source) || Object.prototype.toString.call(source) === '[object ArrayBuffer]';
}

function isUrl(input: InitInput): input is string | URL | Request {
  return typeof input === 'string' || (typeof URL === 'function' && input instanceof URL) || (typeof Request === 'function' && input instanceof Request);
}

function isResponse(source: unknown): source is Response {
  return typeof Response === 'function' && source instanceof Response;
}

async function instantiateResponse(response: Response): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  if (!response.ok) throw new Error(`HTTP status ${response.status} from '${response.url}'`);
  if (typeof WebAssembly.instantiateStreaming === 'function') {
    const type = response.headers.get('content-type') || 'none';
    if (/^application\/wasm$/i.test(type)) return WebAssembly.instantiateStreaming(response, imports);
    console.warn(`houcaller-coupons: the module loads faster as application/wasm; its server sends it as ${type}`);
  }
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

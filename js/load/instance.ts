// The instance of the WebAssembly module, or of the same module as JavaScript, that the generated glue speaks to.
import * as glue from '../../pkg/houcaller_coupons_bg.js';
import { CouponError } from '../coupon-error.js';
import type { Engine, InitInput } from '../types/index.js';

// The build calls what the module imports from so: scripts/build/short-names.mjs.
const imports = { a: glue } as unknown as WebAssembly.Imports;

/** Compiles on the spot. */
export function instantiateAtOnce(source: BufferSource | WebAssembly.Module | Engine): void {
  use(isEngine(source) ? { exports: exportsOf(source) } : new WebAssembly.Instance(isBytes(source) ? new WebAssembly.Module(source) : source, imports));
}

/** Compiles what was given, or what an address or an answer brings: while it streams in, where the host and the server let it. */
export async function instantiate(given: InitInput): Promise<void> {
  if (isEngine(given)) return instantiateAtOnce(given);
  const source = isAddress(given) ? await fetch(given) : given;
  const made = isAnswer(source) ? await streamed(source) : await WebAssembly.instantiate(source as BufferSource, imports);
  // Of a module that is compiled already, the host gives the instance alone.
  use('instance' in made ? made.instance : (made as unknown as WebAssembly.Instance));
}

function isEngine(given: object | string): given is Engine {
  return typeof (given as Partial<Engine>).moduleId === 'string';
}

function exportsOf({ moduleId, instantiate: make }: Engine): WebAssembly.Exports {
  // What the two call each other's functions differs from build to build.
  if (moduleId !== glue.moduleId || typeof make !== 'function') throw new CouponError('config', 'init: expected the engine of the same version and entry, found another');
  return make(imports) as WebAssembly.Exports;
}

function use({ exports }: Pick<WebAssembly.Instance, 'exports'>): void {
  glue.__wbg_set_wasm(exports);
}

// Not `instanceof`: what an edge runtime compiled is of another realm.
function isBytes(source: BufferSource | WebAssembly.Module): source is BufferSource {
  return ArrayBuffer.isView(source) || Object.prototype.toString.call(source) === '[object ArrayBuffer]';
}

function isAddress(given: InitInput): given is string | URL | Request {
  return typeof given === 'string' || (typeof URL === 'function' && given instanceof URL) || (typeof Request === 'function' && given instanceof Request);
}

function isAnswer(source: unknown): source is Response {
  return typeof Response === 'function' && source instanceof Response;
}

async function streamed(answer: Response): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  if (!answer.ok) throw new Error(`HTTP status ${answer.status} from '${answer.url}'`);
  if (typeof WebAssembly.instantiateStreaming === 'function') {
    const type = answer.headers.get('content-type') || 'none';
    if (/^application\/wasm$/i.test(type)) return WebAssembly.instantiateStreaming(answer, imports);
    console.warn(`houcaller-coupons: the module loads faster as application/wasm; its server sends it as ${type}`);
  }
  return WebAssembly.instantiate(await answer.arrayBuffer(), imports);
}

// @ts-check
// Runs in the page: calls each function that needs WebAssembly, and posts the results to the site.

/** @type {Array<{ directive: string, blocked: string }>} */
const violations = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  violations.push({ directive: effectiveDirective, blocked: blockedURI });
});

/** @type {string[]} */
const unhandled = [];
addEventListener('unhandledrejection', ({ reason }) => unhandled.push(String(reason)));
addEventListener('error', ({ message }) => unhandled.push(message));

/** @type {Record<string, () => Promise<any>>} */
const LOADS = {
  'index.js': () => import(/** @type {string} */ ('/dist/index.js')),
  'slim.js': () => import(/** @type {string} */ ('/dist/slim.js')),
  'houcaller-coupons.iife.js': classic,
  'no-wasm.js': () => import(/** @type {string} */ ('/dist/no-wasm.js')),
  fallback: () => import(/** @type {string} */ ('/fallback.js')),
};

async function classic() {
  const script = Object.assign(document.createElement('script'), { src: '/dist/houcaller-coupons.iife.js' });
  await appended(script);
  return Object(globalThis).HouCallerCoupons;
}

/** @param {HTMLScriptElement | HTMLImageElement} element */
function appended(element) {
  return new Promise((resolve) => {
    element.onload = element.onerror = resolve;
    document.head.append(element);
  });
}

const QUERY = { memberId: 'K1H93QDKI00B7' };

/** @param {string} entry */
async function use(entry) {
  /** @type {typeof import('houcaller-coupons')} */
  const { default: init, CouponError, CouponClient, encryptParam, listCoupons } = await LOADS[entry]();
  const config = {
    baseUrl: `${location.origin}/htest/openapi/v1`,
    channel: 'hkl-test',
    cipher: { key: 'sandbox8' },
    dangerouslyAllowBrowser: true,
  };

  /** @param {() => unknown} work */
  const tried = async (work) => {
    try {
      return { value: (await work()) ?? null };
    } catch (thrown) {
      if (!(thrown instanceof CouponError)) return { thrown: String(thrown) };
      return { error: thrown.toJSON(), cause: String(thrown.cause) };
    }
  };
  return {
    init: await tried(() => init()),
    again: await tried(() => init()),
    encrypt: await tried(() => encryptParam(QUERY, { key: '12345678' })),
    client: await tried(() => new CouponClient(config).buildEnvelope(QUERY).channel),
    list: await tried(async () => (await listCoupons(QUERY, config)).map(({ cpnCode }) => cpnCode)),
    engineLoaded: performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/dist/engine.js')),
  };
}

/** Loads an image that both policies forbid. */
async function forbiddenImage() {
  await appended(Object.assign(document.createElement('img'), { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }));
  return {};
}

const asked = decodeURIComponent(location.search.slice(1));
const report = asked === 'violation' ? await forbiddenImage() : await use(asked);
// Each violation is reported by an event in a later task.
await new Promise((resolve) => setTimeout(resolve, 50));
await fetch('/report', { method: 'POST', body: JSON.stringify({ ...report, violations, unhandled }) });

// @ts-check
// The page's side: uses the package in each way that needs its WebAssembly, and tells the site how that went.

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

/** What the policy forbids whatever it says of WebAssembly. */
async function trespass() {
  await appended(Object.assign(document.createElement('img'), { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }));
  return {};
}

const asked = decodeURIComponent(location.search.slice(1));
const report = asked === 'trespass' ? await trespass() : await use(asked);
// Violations are told by events of their own, each a task.
await new Promise((resolve) => setTimeout(resolve, 50));
await fetch('/report', { method: 'POST', body: JSON.stringify({ ...report, violations, unhandled }) });

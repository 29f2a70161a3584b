// @ts-check
// In frames without a URL (srcdoc, about:blank) and in pages with a <base>, a path in baseUrl is resolved as `fetch` resolves it.
// For browsers only.
import { COUPONS } from './fixtures.js';
import { each, same } from './same.js';

/**
 * Calls the package in a frame, and returns the URLs that its `fetch` was called with.
 *
 * @param {(frame: HTMLIFrameElement, script: string) => void} fill
 * @param {string} baseUrl
 */
async function inFrame(fill, baseUrl) {
  const module = new URL('/dist/index.js', location.href).href;
  const answer = new URL('/sandbox/published-response.json', location.href).href;
  const script = `
    import { init, CouponClient } from ${JSON.stringify(module)};
    const asked = [];
    const { fetch } = globalThis;
    globalThis.fetch = (url, { method, body, redirect, ...rest }) => {
      asked.push(new Request(url).url);
      return fetch(${JSON.stringify(answer)}, { signal: rest.signal });
    };
    const config = { baseUrl: ${JSON.stringify(baseUrl)}, channel: 'hkl-test', cipher: { key: '12345678' }, dangerouslyAllowBrowser: true, retry: 0 };
    await init();
    try {
      const coupons = await new CouponClient(config).listCoupons({ memberId: 'K1H93QDKI00B7' });
      parent.postMessage({ coupons: coupons.length, asked }, '*');
    } catch (error) {
      parent.postMessage({ error: String(error), asked }, '*');
    }`;
  const frame = document.createElement('iframe');
  const describeError = new Promise((resolve) => addEventListener('message', ({ data }) => resolve(data), { once: true }));
  fill(frame, `<script type="module">${script}</script>`);
  try {
    return await describeError;
  } finally {
    frame.remove();
  }
}

/** @param {string} head */
const srcdoc = (head) => (/** @type {HTMLIFrameElement} */ frame, /** @type {string} */ script) => {
  frame.srcdoc = `<!doctype html>${head}${script}`;
  document.body.append(frame);
};

/**
 * @param {HTMLIFrameElement} frame
 * @param {string} script
 */
function blank(frame, script) {
  document.body.append(frame);
  const { contentDocument } = frame;
  contentDocument?.open();
  contentDocument?.write(`<!doctype html>${script}`);
  contentDocument?.close();
}

/** @type {import('./fixtures.js').Cases} */
export const frames = {
  async 'a path works in a frame of srcdoc, in a blank one, and below a <base>'() {
    const { origin } = location;
    /** @type {[(frame: HTMLIFrameElement, script: string) => void, string][]} */
    const rows = [
      [srcdoc(''), `${origin}/v1/listCpnItemByMember`],
      [srcdoc('<base href="/below/">'), `${origin}/below/v1/listCpnItemByMember`],
      [blank, `${origin}/v1/listCpnItemByMember`],
    ];
    await each(rows, async ([fill, url]) => same(await inFrame(fill, 'v1'), { coupons: COUPONS, asked: [url] }));
  },
};

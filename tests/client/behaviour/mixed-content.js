// @ts-check
// Mixed content: browsers let an https page call http only on its own machine. Only for hosts whose `location` can be replaced, so not for
// browsers.
import { CouponClient } from 'houcaller-coupons';
import { config, refusal, replaced } from './fixtures.js';
import { runAlone } from './run-alone.js';
import { each, same } from './same.js';

const ELSEWHERE = [
  'http://crm.houcaller.com/v1',
  'HTTP://a',
  ' http://evil.example/@localhost',
  'http://localhost.evil.example',
  'http://mylocalhost',
  'http://127.0.0.1.evil.example',
];

const ALLOWED = [
  'https://a',
  '/v1',
  'v1',
  '//a/v1',
  'http://localhost:8787/v1',
  'http://127.0.0.1',
  'http://[::1]:80/v1',
  // The Secure Contexts standard trusts all of 127.0.0.0/8, and every name below localhost.
  'http://127.0.0.2',
  'http://crm.localhost:8787/v1',
  'http://localhost.',
];

const REFUSED =
  "config: baseUrl: expected https: or a path of the page's own origin, since an https: page may not call http: (mixed content); " +
  'a reverse proxy or a gateway can, found http:';

const clientWithOwnFetch = (/** @type {string} */ baseUrl) => new CouponClient(config({ baseUrl }));
const client = (/** @type {string} */ baseUrl) => new CouponClient(config({ baseUrl, fetch: undefined }));

/**
 * @param {string} protocol
 * @param {() => unknown} act
 */
const onPageOf = (protocol, act) => replaced(globalThis, 'location', { protocol, href: `${protocol}//desk.example/` }, act);

/** @type {import('./fixtures.js').Cases} */
export const mixedContent = {
  async 'an https page may not call plain http elsewhere'() {
    await onPageOf('https:', () => each(ELSEWHERE, async (url) => same(await refusal(() => client(url)), REFUSED)));
  },

  async 'a user name of localhost does not make an address local'() {
    const other = 'config: baseUrl: expected an address without user name and password, found one with them';
    const address = ' http://user@localhost@evil.example/';
    await onPageOf('https:', async () => same(await refusal(() => client(address)), other));
    // The same in a host without URL.
    await replaced(globalThis, 'URL', undefined, () => onPageOf('https:', async () => same(await refusal(() => client(address)), REFUSED)));
  },

  async 'an https page may call https addresses, paths and its own machine'() {
    await onPageOf('https:', () => each(ALLOWED, (url) => void client(url)));
  },

  async 'an http page, and a host without pages, may call any address'() {
    await onPageOf('http:', () => each([...ELSEWHERE, ...ALLOWED], (url) => void client(url)));
    await each([...ELSEWHERE, ...ALLOWED], (url) => void clientWithOwnFetch(url));
  },

  async 'a client with its own fetch may call any address, because that need not send from the page'() {
    await onPageOf('https:', () => each([...ELSEWHERE, ...ALLOWED], (url) => void clientWithOwnFetch(url)));
  },

  async 'a path below an http <base> is refused too'() {
    const document = { baseURI: 'http://crm.houcaller.com/' };
    await onPageOf('https:', () => replaced(globalThis, 'document', document, async () => same(await refusal(() => client('/v1')), REFUSED)));
  },

  async 'a document or location of null counts as absent'() {
    for (const name of ['document', 'location']) {
      await replaced(globalThis, name, null, () => new CouponClient(config({ baseUrl: 'https://crm.example', fetch: undefined })));
    }
    // So the client does not warn of the key, as it does in a page.
    let warnings = 0;
    const warn = () => void (warnings += 1);
    await replaced(globalThis.console, 'warn', warn, () =>
      replaced(globalThis, 'document', null, () => new CouponClient(config({ dangerouslyAllowBrowser: undefined }))),
    );
    same(warnings, 0);
  },

  async 'a sandboxed frame, whose origin is opaque, has the scheme of its URL'() {
    await onPageOf('https:', () =>
      replaced(globalThis, 'origin', 'null', () => each(ELSEWHERE, async (url) => same(await refusal(() => client(url)), REFUSED))),
    );
    await onPageOf('http:', () => replaced(globalThis, 'origin', 'null', () => each(ELSEWHERE, (url) => void client(url))));
  },

  async 'a srcdoc frame has the origin and the base of the page around it'() {
    const document = { baseURI: 'https://desk.example/coupons/' };
    const frame = (/** @type {() => unknown} */ act) =>
      replaced(globalThis, 'location', { protocol: 'about:', href: 'about:srcdoc' }, () =>
        replaced(globalThis, 'origin', 'https://desk.example', () => replaced(globalThis, 'document', document, act)),
      );
    await frame(() => each(ALLOWED, (url) => void client(url)));
    await frame(() => each(ELSEWHERE, async (url) => same(await refusal(() => client(url)), REFUSED)));
  },
};

void runAlone('mixed-content.js', mixedContent);

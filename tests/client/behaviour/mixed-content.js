// @ts-check
// Browsers let an https page call plain http on its own machine, and nowhere else. A page cannot change where it is: this is for the other hosts.
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
  // As the Secure Contexts standard has it: all of 127.0.0.0/8, and every name below localhost.
  'http://127.0.0.2',
  'http://crm.localhost:8787/v1',
  'http://localhost.',
];

const REFUSED =
  "config: baseUrl: expected https: or a path of the page's own origin, since an https: page may not call http: (mixed content); " +
  'a reverse proxy or a gateway can, found http:';

const replacedFetch = (/** @type {string} */ baseUrl) => new CouponClient(config({ baseUrl }));
const made = (/** @type {string} */ baseUrl) => new CouponClient(config({ baseUrl, fetch: undefined }));

/**
 * @param {string} protocol
 * @param {() => unknown} act
 */
const onPageOf = (protocol, act) => replaced(globalThis, 'location', { protocol, href: `${protocol}//desk.example/` }, act);

/** @type {import('./fixtures.js').Cases} */
export const mixedContent = {
  async 'an https page may not call plain http elsewhere'() {
    await onPageOf('https:', () => each(ELSEWHERE, async (url) => same(await refusal(() => made(url)), REFUSED)));
  },

  async 'nor is it fooled by a user who is called like this machine'() {
    const other = 'config: baseUrl: expected an address without user name and password, found one with them';
    const address = ' http://user@localhost@evil.example/';
    await onPageOf('https:', async () => same(await refusal(() => made(address)), other));
    // By a host that cannot read addresses.
    await replaced(globalThis, 'URL', undefined, () => onPageOf('https:', async () => same(await refusal(() => made(address)), REFUSED)));
  },

  async 'an https page may call the rest'() {
    await onPageOf('https:', () => each(ALLOWED, (url) => void made(url)));
  },

  async 'an http page, and a host without pages, may call all'() {
    await onPageOf('http:', () => each([...ELSEWHERE, ...ALLOWED], (url) => void made(url)));
    await each([...ELSEWHERE, ...ALLOWED], (url) => void replacedFetch(url));
  },

  async 'a replaced fetch may call all from an https page: it need not be the page that asks'() {
    await onPageOf('https:', () => each([...ELSEWHERE, ...ALLOWED], (url) => void replacedFetch(url)));
  },

  async 'a path below an http <base> is plain http too'() {
    const document = { baseURI: 'http://crm.houcaller.com/' };
    await onPageOf('https:', () => replaced(globalThis, 'document', document, async () => same(await refusal(() => made('/v1')), REFUSED)));
  },

  async 'a page that is null is none'() {
    for (const name of ['document', 'location']) {
      await replaced(globalThis, name, null, () => new CouponClient(config({ baseUrl: 'https://crm.example', fetch: undefined })));
    }
  },

  async 'a frame without an address of its own has the origin and the base of the page around it'() {
    const document = { baseURI: 'https://desk.example/coupons/' };
    const frame = (/** @type {() => unknown} */ act) =>
      replaced(globalThis, 'location', { protocol: 'about:', href: 'about:srcdoc' }, () =>
        replaced(globalThis, 'origin', 'https://desk.example', () => replaced(globalThis, 'document', document, act)),
      );
    await frame(() => each(ALLOWED, (url) => void made(url)));
    await frame(() => each(ELSEWHERE, async (url) => same(await refusal(() => made(url)), REFUSED)));
  },
};

void runAlone('mixed-content.js', mixedContent);

// @ts-check
// Browsers let an https page call plain http on its own machine, and nowhere else. A page cannot change where it is: this is for the other hosts.
import { CouponClient } from 'houcaller-coupons';
import { config, refusal, replaced } from './given.js';
import { each, same } from './same.js';

const ELSEWHERE = [
  'http://crm.houcaller.com/v1',
  'HTTP://a',
  ' http://user@localhost@evil.example/',
  'http://localhost.evil.example',
];

const ALLOWED = [
  'https://a',
  '/v1',
  'v1',
  '//a/v1',
  'http://localhost:8787/v1',
  'http://127.0.0.1',
  'http://[::1]:80/v1',
];

const REFUSED =
  'config: baseUrl: expected https: or a path of the page\'s own origin, since an https: page may not call http: (mixed content); ' +
  'a reverse proxy or a gateway can, found http:';

const made = (/** @type {string} */ baseUrl) => new CouponClient(config({ baseUrl }));

/**
 * @param {string} protocol
 * @param {() => unknown} act
 */
const onPageOf = (protocol, act) =>
  replaced(globalThis, 'location', { protocol, href: `${protocol}//desk.example/` }, act);

/** @type {import('./given.js').Cases} */
export const mixedContent = {
  async 'an https page may not call plain http elsewhere'() {
    await onPageOf('https:', () => each(ELSEWHERE, async (url) => same(await refusal(() => made(url)), REFUSED)));
  },

  async 'an https page may call the rest'() {
    await onPageOf('https:', () => each(ALLOWED, (url) => void made(url)));
  },

  async 'an http page, and a host without pages, may call all'() {
    await onPageOf('http:', () => each([...ELSEWHERE, ...ALLOWED], (url) => void made(url)));
    await each([...ELSEWHERE, ...ALLOWED], (url) => void made(url));
  },
};

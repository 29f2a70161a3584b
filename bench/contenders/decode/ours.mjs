// @ts-check
// The step of the client that reads an answer's text. It is inside the module, so that a whole call goes around it: its `fetch` has the answer at hand, and
// its text decoder the text, since the others are given the text too.
import init, { CouponClient } from 'houcaller-coupons';

export const name = 'houcaller-coupons';

const AT_HAND = new ArrayBuffer(0);

/**
 * @param {string} text
 * @returns {Promise<() => Promise<unknown[]>>}
 */
export async function open(text) {
  await init();
  const answer = { status: 200, arrayBuffer: () => AT_HAND };
  const client = new CouponClient({
    ...{ baseUrl: 'https://crm.example/htest/openapi/v1', channel: 'hkl-test', cipher: { key: '12345678' } },
    fetch: /** @type {typeof fetch} */ (/** @type {unknown} */ (() => answer)),
  });
  const listCoupons = () => client.listCoupons({ memberId: 'K1H93QDKI00B7' });
  const { TextDecoder } = globalThis;
  // A client makes its own for its first answer, and keeps it.
  globalThis.TextDecoder = class extends TextDecoder {
    /** @param {AllowSharedBufferSource} [bytes] */
    decode(bytes) {
      return bytes === AT_HAND ? text : super.decode(bytes);
    }
  };
  await listCoupons().finally(() => (globalThis.TextDecoder = TextDecoder));
  return listCoupons;
}

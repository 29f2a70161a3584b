// @ts-check
// The step of the client that reads an answer's text. It is inside the client, so that a whole call goes around it: its `fetch` has the answer at hand, and
// the host's text decoder the text, since the others are given the text too.

/** The texts of the answers at hand. @type {Map<unknown, string>} */
const texts = new Map();
const { decode } = TextDecoder.prototype;
TextDecoder.prototype.decode = function (/** @type {AllowSharedBufferSource | undefined} */ bytes, /** @type {TextDecodeOptions | undefined} */ options) {
  return texts.get(bytes) ?? decode.call(this, bytes, options);
};

/**
 * @param {Pick<typeof import('houcaller-coupons'), 'CouponClient' | 'init'>} of the package, as it is or as it was
 * @returns {(text: string) => Promise<() => Promise<unknown[]>>}
 */
export const ofPackage =
  ({ CouponClient, init }) =>
  async (text) => {
    await init();
    const atHand = new ArrayBuffer(0);
    texts.set(atHand, text);
    const answer = { status: 200, arrayBuffer: () => atHand };
    const client = new CouponClient({
      ...{ baseUrl: 'https://crm.example/htest/openapi/v1', channel: 'hkl-test', cipher: { key: '12345678' } },
      fetch: /** @type {typeof fetch} */ (/** @type {unknown} */ (() => answer)),
    });
    return () => client.listCoupons({ memberId: 'K1H93QDKI00B7' });
  };

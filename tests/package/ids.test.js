// @ts-check
// The client and the gateway must have the same rule for ids. tests/gateway/ids.test.js compares the gateway's with Unicode's
// classes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import esbuild from 'esbuild';
import { CouponClient } from 'houcaller-coupons';

const { outputFiles } = await esbuild.build({ entryPoints: ['js/gateway/member-query.ts'], bundle: true, format: 'esm', write: false });
/** @type {typeof import('../../js/gateway/member-query.ts')} */
const { memberQuery } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

const sent = new CouponClient({
  gatewayUrl: 'http://gateway.invalid',
  fetch: async (_url, init) => Response.json({ code: 0, data: { list: [{ ...COUPON, picUrl: init?.body }] } }),
});
const COUPON = { id: '1', cpnCode: '1', cpnName: '1', begDate: '1', endDate: '1', status: 0 };

/** @param {string} memberId */
const byGateway = (memberId) => {
  try {
    return JSON.stringify(memberQuery({ memberId }));
  } catch (error) {
    return String(error);
  }
};

/** @param {string} memberId */
const byClient = (memberId) =>
  sent.listCoupons({ memberId }).then(
    ([coupon]) => coupon?.picUrl,
    (error) => String(error),
  );

test('the client and the gateway send, omit or refuse the same ids', async () => {
  const verdict = (/** @type {number} */ point) => byGateway(`K${String.fromCodePoint(point)}1`).startsWith('CouponError');
  const isSurrogate = (/** @type {number} */ point) => point >= 0xd800 && point <= 0xdfff;
  let compared = 0;
  for (let point = 1; point < 0x10ffff; point += 1) {
    // Tests the first 2,048 code points, and every later one whose result differs from that of a neighbour.
    if (isSurrogate(point) || isSurrogate(point - 1) || isSurrogate(point + 1)) continue;
    if (point > 0x0800 && verdict(point) === verdict(point - 1) && verdict(point) === verdict(point + 1)) continue;
    const character = String.fromCodePoint(point);
    for (const id of [character, `K${character}1`, ` ${character}`, `K1${character}`]) assert.equal(await byClient(id), byGateway(id), point.toString(16));
    compared += 1;
  }
  assert.ok(compared > 2_048);
});

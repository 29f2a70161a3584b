// @ts-check
import { CouponClient } from 'houcaller-coupons';

/** Nobody's id: no answer holds it. */
export const QUERY = { memberId: 'ASKED-ABOUT' };

/**
 * A client whose every call is answered with the bytes that were put in last.
 *
 * @returns {{ client: CouponClient, serve: (bytes: Uint8Array) => void }}
 */
export function servedClient() {
  let body = new Uint8Array();
  const client = new CouponClient({
    baseUrl: 'http://127.0.0.1/htest/openapi/v1',
    channel: 'hkl-test',
    cipher: { key: 'sandbox8' },
    fetch: async () => new Response(body),
  });
  return { client, serve: (bytes) => void (body = new Uint8Array(bytes)) };
}

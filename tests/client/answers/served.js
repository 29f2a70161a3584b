// @ts-check
import { CouponClient } from 'houcaller-coupons';

/** Its id is in no answer, so that no message is redacted. */
export const QUERY = { memberId: 'ASKED-ABOUT' };

/**
 * A client whose calls are answered with the bytes last given to `serve`.
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

import { config } from '../config';
import type { Client } from './client';

const requestIds = new WeakMap<object, string>();

/** By which the gateway's log tells of the request that failed. */
export const requestIdOf = (error: unknown): string | undefined => requestIds.get(Object(error));

/** A client of the gateway. What it needs is loaded with the first look-up: the page is there before. */
export function gatewayClient(): Client {
  return {
    async listCoupons(...call) {
      const { client, lastRequestId } = await create();
      try {
        return await client.listCoupons(...call);
      } catch (error) {
        const requestId = lastRequestId();
        if (requestId) requestIds.set(Object(error), requestId);
        throw error;
      }
    },
    async *listCouponsOfMembers(...call) {
      const { client } = await create();
      yield* client.listCouponsOfMembers(...call);
    },
  };
}

/** One for each call, to know which answers were to it. */
async function create() {
  const { CouponClient } = await import('../coupons/with-a-look-up');
  let requestId: string | null = null;
  const noting: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    requestId = response.headers.get('x-request-id');
    return response;
  };
  return { client: new CouponClient({ gatewayUrl: config.gatewayUrl, fetch: noting }), lastRequestId: () => requestId };
}

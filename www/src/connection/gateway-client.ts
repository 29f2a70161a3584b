import { config } from '../config';
import type { Client } from './client';

const requestIds = new WeakMap<object, string>();

/** The request id under which the gateway logged the failed request. */
export const requestIdOf = (error: unknown): string | undefined => requestIds.get(Object(error));

/** A client of the gateway. Its module is loaded with the first look-up, so that the page is ready sooner. */
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

/** Creates a client for one call, so that the recorded request id belongs to that call. */
async function create() {
  const { CouponClient } = await import('../coupons/look-up-modules');
  let requestId: string | null = null;
  const recordingFetch: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    requestId = response.headers.get('x-request-id');
    return response;
  };
  return { client: new CouponClient({ gatewayUrl: config.gatewayUrl, fetch: recordingFetch }), lastRequestId: () => requestId };
}

// @ts-check
import { callers } from '../contenders/call/index.mjs';
import { checked } from './checked.mjs';
import { named } from './named.mjs';

/** @param {import('../types.js').CallTask} task */
export async function prepareCall({ contender, baseUrl, channel, key, memberId, coupons, fromMemory }) {
  const { open } = named(callers, contender);
  const fetch = fromMemory ? await answeringFromMemory({ baseUrl, channel, key }, memberId) : undefined;
  const { listCoupons } = await open({ baseUrl, channel, key, fetch });
  return async () => checked(await listCoupons(memberId), contender, coupons);
}

/**
 * A `fetch` that has the server's answer at hand.
 *
 * @param {import('../types.js').CallerSettings} settings
 * @param {string} memberId
 * @returns {Promise<typeof fetch>}
 */
async function answeringFromMemory(settings, memberId) {
  /** @type {{ bytes: ArrayBuffer, headers: Record<string, string> } | undefined} */
  let heard;
  const [ours] = callers;
  const listening = await ours.open({
    ...settings,
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      heard = { bytes: await answer.clone().arrayBuffer(), headers: { 'content-type': answer.headers.get('content-type') ?? '' } };
      return answer;
    },
  });
  await listening.listCoupons(memberId);
  return async () => new Response(heard?.bytes, { headers: heard?.headers });
}

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
 * A `fetch` that always returns the server's first answer from memory.
 *
 * @param {import('../types.js').CallerSettings} settings
 * @param {string} memberId
 * @returns {Promise<typeof fetch>}
 */
async function answeringFromMemory(settings, memberId) {
  /** @type {{ bytes: ArrayBuffer, headers: Record<string, string> } | undefined} */
  let recorded;
  const [ours] = callers;
  const recorder = await ours.open({
    ...settings,
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      recorded = { bytes: await answer.clone().arrayBuffer(), headers: { 'content-type': answer.headers.get('content-type') ?? '' } };
      return answer;
    },
  });
  await recorder.listCoupons(memberId);
  return async () => new Response(recorded?.bytes, { headers: recorded?.headers });
}

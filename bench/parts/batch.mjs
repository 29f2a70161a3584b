// @ts-check
// Many members of a server that takes 50 ms: calls a second, as a share of what that latency and the concurrency make possible.
import { takeTurns } from '../rounds.mjs';

export const PART = 'batch';
export const CLIENT = 'houcaller-coupons';
export const BARE = 'bare fetch';
export const LATENCY_MS = 50;
export const MEMBERS = 1_000;
export const CONCURRENCIES = [1, 2, 4, 8, 16, 32];
export const RATE = 'rate';
export const GROWTH = 'growth';
/** Whole rounds of the concurrency of the growth, or the last of them, half empty, would count for less with every size. */
export const SIZES = [128, 1_024, 8_192];

/** A thousand, one after the other, take a minute. */
export const ROUNDS = 3;
export const GROWTH_ROUNDS = 2;
/** At the most so many requests one after the other, and as many at a time as the concurrency says; never more than there are members. */
export const BARE_WAVES = 60;
/** So many waves of the most at a time before the first measurement: at one at a time a minute would pass before the code is compiled. */
const WARM_UP_WAVES = 40;
const NS_PER_S = 1e9;

/**
 * The share of concurrency / latency that is left when the last of the members do not fill every place.
 *
 * @param {number} concurrency
 */
export function mostShare(concurrency) {
  return MEMBERS / (concurrency * Math.ceil(MEMBERS / concurrency));
}

/**
 * The time that one of the members takes, times the concurrency, in nanoseconds: at best the latency.
 *
 * @param {Array<{ host: import('../types.js').Host, url: string }>} places
 * @param {number} rounds
 */
export async function measureBatch(places, rounds) {
  const settings = (/** @type {string} */ url) => ({ baseUrl: `${url}/htest/openapi/v1`, channel: 'hkl-test', key: '12345678' });
  const most = Math.max(...CONCURRENCIES);
  for (const { host, url } of places) {
    for (const run of ['batchRate', 'bareRate']) await host.call(run, { ...settings(url), members: WARM_UP_WAVES * most, concurrency: most });
  }
  const results = [];
  for (const concurrency of CONCURRENCIES) {
    const contestants = places.flatMap(({ host, url }) =>
      [
        { contender: CLIENT, run: 'batchRate', members: MEMBERS },
        { contender: BARE, run: 'bareRate', members: Math.min(MEMBERS, BARE_WAVES * concurrency) },
      ].map(({ contender, run, members }) => ({
        ...{ part: PART, host: host.name, what: RATE, size: concurrency, contender },
        sample: async () => (NS_PER_S / (await host.call(run, { ...settings(url), members, concurrency }))) * concurrency,
      })),
    );
    results.push(...(await takeTurns(Math.min(rounds, ROUNDS), contestants)));
  }
  const growth = places.flatMap(({ host, url }) =>
    SIZES.map((members) => ({
      ...{ part: PART, host: host.name, what: GROWTH, size: members, contender: CLIENT },
      sample: async () => (NS_PER_S / (await host.call('batchRate', { ...settings(url), members, concurrency: most }))) * members,
    })),
  );
  return [...results, ...(await takeTurns(Math.min(rounds, GROWTH_ROUNDS), growth))];
}

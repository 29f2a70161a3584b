// @ts-check
// Measures the calls per second for many members at a server with a latency of 50 ms, relative to concurrency / latency.
import { measureRounds } from '../rounds.mjs';

export const PART = 'batch';
export const CLIENT = 'houcaller-coupons';
export const BARE = 'bare fetch';
export const LATENCY_MS = 50;
export const MEMBERS = 1_000;
/** Fewer members at low concurrency, because 1,000 calls one after another take a minute. */
export const MOST_WAVES = 120;
export const CONCURRENCIES = [1, 2, 4, 8, 16, 32];
export const RATE = 'rate';
export const GROWTH = 'growth';
/** Multiples of the concurrency, because a partly filled last wave would distort the growth. */
export const SIZES = [128, 1_024, 8_192];

export const ROUNDS = 3;
export const GROWTH_ROUNDS = 2;
/** The number of waves of bare requests, each of as many requests as the concurrency. */
export const BARE_WAVES = 40;
/** The waves of the warm-up, at the highest concurrency, because at a concurrency of 1 it would take a minute. */
const WARM_UP_WAVES = 40;
const NS_PER_S = 1e9;

/**
 * The highest possible share of concurrency / latency, because the last wave of members may be partly filled.
 *
 * @param {number} concurrency
 */
export function mostShare(concurrency) {
  const members = membersAt(concurrency);
  return members / (concurrency * Math.ceil(members / concurrency));
}

/** @param {number} concurrency */
const membersAt = (concurrency) => Math.min(MEMBERS, MOST_WAVES * concurrency);

/**
 * The time per member, multiplied by the concurrency, in nanoseconds. At best it is the latency.
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
        { contender: CLIENT, run: 'batchRate', members: membersAt(concurrency) },
        { contender: BARE, run: 'bareRate', members: Math.min(MEMBERS, BARE_WAVES * concurrency) },
      ].map(({ contender, run, members }) => ({
        ...{ part: PART, host: host.name, what: RATE, size: concurrency, contender },
        sample: async () => (NS_PER_S / (await host.call(run, { ...settings(url), members, concurrency }))) * concurrency,
      })),
    );
    results.push(...(await measureRounds(Math.min(rounds, ROUNDS), contestants)));
  }
  const growth = places.flatMap(({ host, url }) =>
    SIZES.map((members) => ({
      ...{ part: PART, host: host.name, what: GROWTH, size: members, contender: CLIENT },
      sample: async () => (NS_PER_S / (await host.call('batchRate', { ...settings(url), members, concurrency: most }))) * members,
    })),
  );
  return [...results, ...(await measureRounds(Math.min(rounds, GROWTH_ROUNDS), growth))];
}

// @ts-check
// Measures the time and the peak memory of decoding an answer's text to checked coupons.
import { BEFORE, OURS } from '../compared.mjs';
import { peakOf } from '../peak-memory.mjs';
import { measureRounds } from '../rounds.mjs';

export const PART = 'decode';
export const TIME = 'time';
export const MEMORY = 'memory';
/** The lower bound. */
export const BARE = 'JSON.parse alone';
export const CONTENDERS = [OURS, BEFORE, BARE, 'zod', 'valibot'];
export const SIZES = [8, 200, 10_000, 100_000];
/** Large, because the host's own memory hides the growth of smaller ones. */
export const MEMORY_SIZES = [10_000, 30_000, 100_000];
export const MEMORY_ROUNDS = 3;

/**
 * @param {import('../types.js').Host[]} hosts
 * @param {number} rounds
 * @param {string} sandbox its URL
 */
export async function measureDecode(hosts, rounds, sandbox) {
  const results = [];
  for (const coupons of SIZES) {
    const contestants = [];
    for (const host of hosts) {
      for (const contender of CONTENDERS) {
        await host.call('prepare', contender, task(contender, coupons, sandbox));
        contestants.push({ part: PART, host: host.name, what: TIME, size: coupons, contender, sample: () => host.call('timeOf', contender) });
      }
    }
    results.push(...(await measureRounds(rounds, contestants)));
    // Releases the texts, of which the largest have tens of megabytes.
    for (const host of hosts) for (const contender of CONTENDERS) await host.call('forget', contender);
  }
  return results;
}

/**
 * The peak memory in bytes. Each measurement has a new host.
 *
 * @param {Array<{ name: string, open: () => Promise<import('../types.js').Host> }>} openers
 * @param {string} sandbox its URL
 */
export async function measureMemory(openers, sandbox) {
  const contestants = MEMORY_SIZES.flatMap((size) =>
    openers.flatMap(({ name, open }) =>
      CONTENDERS.map((contender) => ({
        ...{ part: PART, host: name, what: MEMORY, size, contender },
        sample: () => peak(open, task(contender, size, sandbox)),
      })),
    ),
  );
  return measureRounds(MEMORY_ROUNDS, contestants);
}

/**
 * @param {() => Promise<import('../types.js').Host>} open
 * @param {ReturnType<typeof task>} task
 */
async function peak(open, task) {
  const host = await open();
  try {
    const { contender } = task;
    await host.call('hold', contender, task);
    await host.call('collectGarbage');
    return await peakOf(await host.processes(), () => host.call('once', contender));
  } finally {
    await host.close();
  }
}

/**
 * @param {string} contender
 * @param {number} coupons
 * @param {string} sandbox
 */
const task = (contender, coupons, sandbox) => ({ part: PART, contender, coupons, answerUrl: `${sandbox}/answers/${coupons}` });

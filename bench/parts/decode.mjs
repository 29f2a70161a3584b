// @ts-check
// Measures the time and the peak memory of decoding an answer's text to checked coupons.
import { BEFORE, OURS } from '../compared.mjs';
import { peakOf } from '../peak-memory.mjs';
import { measureRounds } from '../rounds.mjs';

export const PART = 'decode';
export const TIME = 'time';
export const MEMORY = 'memory';
export const MODULE = 'module';
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
 * The peak memory in bytes, and the memory of the WebAssembly modules after it. Each measurement has a new host.
 *
 * @param {Array<{ name: string, open: () => Promise<import('../types.js').Host> }>} openers
 * @param {number} rounds
 * @param {string} sandbox its URL
 */
export async function measureMemory(openers, rounds, sandbox) {
  const contestants = MEMORY_SIZES.flatMap((size) =>
    openers.flatMap(({ name, open }) =>
      CONTENDERS.map((contender) => {
        const about = { part: PART, host: name, size, contender };
        const module = { ...about, what: MODULE, samples: /** @type {number[]} */ ([]) };
        const sample = () => peak(open, task(contender, size, sandbox), (bytes) => void module.samples.push(bytes));
        return { ...about, what: MEMORY, sample, module };
      }),
    ),
  );
  const peaks = await measureRounds(
    Math.min(rounds, MEMORY_ROUNDS),
    contestants.map(({ module: _, ...contestant }) => contestant),
  );
  return [...peaks, ...contestants.map(({ module }) => module)];
}

/**
 * @param {() => Promise<import('../types.js').Host>} open
 * @param {ReturnType<typeof task>} task
 * @param {(bytes: number) => void} onModuleMemory
 */
async function peak(open, task, onModuleMemory) {
  const host = await open();
  try {
    const { contender } = task;
    await host.call('hold', contender, task);
    await host.call('collectGarbage');
    const bytes = await peakOf(await host.processes(), () => host.call('once', contender));
    onModuleMemory(await host.call('moduleMemory'));
    return bytes;
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

// @ts-check
// One row of the table: a place where the package is used, tried with each of its two entries.
import { expectRight } from './expected.mjs';
import { choose } from './project.mjs';

/**
 * @typedef {object} Place
 * @property {string} folder of the project, installed
 * @property {string} crm address of the sandbox
 * @property {import('playwright-core').Browser} browser
 * @property {boolean} configured whether to do what `slimNeeds` says
 *
 * @typedef {object} Row
 * @property {string} where
 * @property {(place: Place) => Promise<import('./expected.mjs').Outcome>} [run] its program
 * @property {(place: Place) => Promise<void>} [check] in place of a program: checks of its own, which reject
 * @property {string} [needs] what the default entry needs, if anything
 * @property {string | false} [slimNeeds] what `/slim` needs; without, it must fail. `false`: there is no `/slim` here
 *
 * @typedef {object} Group Rows that share a project.
 * @property {string} project its name
 * @property {string[]} [layers] the templates that make it; default: the one of its name
 * @property {'both' | 'quick' | 'full'} [runs] in which of the two matrices; default `full`
 * @property {(place: Place) => Promise<unknown>} [build] what its rows share
 * @property {Row[]} rows
 *
 * @typedef {object} Result
 * @property {Row} row
 * @property {string[]} wrong what was not as it should be, each beginning with the entry that it is about
 */

const VARIANTS = /** @type {const} */ (['default', 'slim', 'slim-configured']);

/**
 * @param {Group} group
 * @param {Omit<Place, 'configured'>} place
 * @returns {Promise<Result[]>}
 */
export async function tried({ rows, build }, place) {
  /** @type {Result[]} */
  const results = rows.map((row) => ({ row, wrong: [] }));
  for (const variant of VARIANTS) {
    const concerned = results.filter(({ row }) => concerns(row, variant));
    if (!concerned.length) continue;
    await choose(place.folder, variant);
    const there = { ...place, configured: variant === 'slim-configured' };
    const unbuilt = await failure(async () => build?.(there));
    for (const { row, wrong } of concerned) {
      const failed = unbuilt ?? (await failure(() => attempt(row, there)));
      const found = variant === 'slim' && row.slimNeeds ? unneeded(failed) : failed;
      if (found) wrong.push(`${variant}: ${found}`);
    }
  }
  return results;
}

/**
 * @param {Row} row
 * @param {import('./project.mjs').Variant} variant
 */
function concerns({ slimNeeds }, variant) {
  if (variant === 'slim') return slimNeeds !== false;
  return variant === 'default' || Boolean(slimNeeds);
}

/**
 * @param {Row} row
 * @param {Place} place
 */
async function attempt({ run, check }, place) {
  await check?.(place);
  if (run) expectRight(await run(place));
}

/** @param {() => Promise<unknown>} act */
async function failure(act) {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The table must not ask for what nobody needs.
 *
 * @param {string | undefined} failed
 */
function unneeded(failed) {
  return failed === undefined ? 'expected to need what the table says, found that it works without' : undefined;
}

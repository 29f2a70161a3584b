// @ts-check
// One row of the table: a place where the package is used, tried with each of its entries that it has a use for.
import { expectRight } from './expected.mjs';
import { choose } from '../../support/project.mjs';

/**
 * @typedef {object} Place
 * @property {string} folder of the project, installed
 * @property {string} crm address of the sandbox
 * @property {import('playwright-core').Browser} browser
 * @property {boolean} configured whether to do what `slimNeeds` says
 * @property {'default' | 'slim' | 'no-wasm'} entry which of them `./entry.js` is
 *
 * @typedef {(place: Place) => Promise<import('./expected.mjs').Outcome>} Run
 *
 * @typedef {object} Row
 * @property {string} where
 * @property {Run} [run] its program
 * @property {(place: Place) => Promise<void>} [check] in place of a program: checks of its own, which reject
 * @property {string} [take] the entry to take here, in Markdown; default: `houcaller-coupons`
 * @property {string} [needs] what that entry needs, if anything
 * @property {string | false} [slimNeeds] what `/slim` needs; without, it must fail. `false`: there is no `/slim` here
 * @property {boolean} [noWasm] whether `/no-wasm` is tried; default: where `/slim` is
 * @property {boolean} [withoutWasm] whether there is no WebAssembly here: `/no-wasm` is to take, and the default entry must fail
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

const VARIANTS = /** @type {const} */ (['default', 'slim', 'slim-configured', 'no-wasm']);

/**
 * @param {Group} group
 * @param {Omit<Place, 'configured' | 'entry'>} place
 * @returns {Promise<Result[]>}
 */
export async function tried({ rows, build }, place) {
  /** @type {Result[]} */
  const results = rows.map((row) => ({ row, wrong: [] }));
  for (const variant of VARIANTS) {
    const concerned = results.filter(({ row }) => concerns(row, variant));
    if (!concerned.length) continue;
    await choose(place.folder, variant);
    const configured = variant === 'slim-configured';
    /** @type {Place} */
    const there = { ...place, configured, entry: configured ? 'slim' : variant };
    const unbuilt = await failure(async () => build?.(there));
    for (const { row, wrong } of concerned) {
      const failed = unbuilt ?? (await failure(() => attempt(row, there)));
      const found = mustFail(row, variant) ? unneeded(failed) : failed;
      if (found) wrong.push(`${variant}: ${found}`);
    }
  }
  return results;
}

/**
 * @param {Row} row
 * @param {import('../../support/project.mjs').Variant} variant
 */
function concerns(row, variant) {
  if (variant === 'slim') return row.slimNeeds !== false && !row.withoutWasm;
  if (variant === 'no-wasm') return triesNoWasm(row);
  return variant === 'default' || Boolean(row.slimNeeds);
}

/** @param {Row} row */
export const triesNoWasm = ({ slimNeeds, withoutWasm, noWasm = withoutWasm || slimNeeds !== false }) => noWasm;

/**
 * @param {Row} row
 * @param {import('../../support/project.mjs').Variant} variant
 */
const mustFail = ({ slimNeeds, withoutWasm }, variant) => (variant === 'slim' && slimNeeds) || (variant === 'default' && withoutWasm);

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

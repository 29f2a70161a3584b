// @ts-check
// Runs a row of the table: one tool or host, with each entry of the package that applies to it.
import { checkOutcome } from './expected.mjs';
import { choose } from '../../support/project.mjs';

/**
 * @typedef {object} Place
 * @property {string} folder of the installed project
 * @property {string} crm address of the sandbox
 * @property {import('playwright-core').Browser} browser
 * @property {boolean} configured whether to apply the configuration in `slimNeeds`
 * @property {'default' | 'slim' | 'no-wasm'} entry the entry that `./entry.js` exports
 *
 * @typedef {(place: Place) => Promise<import('./expected.mjs').Outcome>} Run
 *
 * @typedef {object} Row
 * @property {string} where
 * @property {Run} [run] runs the program and returns its result
 * @property {(place: Place) => Promise<void>} [check] instead of `run`; rejects if a check fails
 * @property {string} [take] the entry to use, in Markdown; default: `houcaller-coupons`
 * @property {string} [needs] the configuration that this entry needs, in Markdown
 * @property {string | false} [slimNeeds] the configuration without which `/slim` fails. `false`: `/slim` does not apply
 * @property {boolean} [noWasm] whether `/no-wasm` is run; default: if `/slim` is
 * @property {boolean} [withoutWasm] whether the host has no WebAssembly, so that `/no-wasm` must be used and the default entry must fail
 *
 * @typedef {object} Group Rows that share a project.
 * @property {string} project the name of the project
 * @property {string[]} [layers] the templates of the project; default: the one with its name
 * @property {'both' | 'quick' | 'full'} [runs] whether the group is part of the quick matrix, the full one, or both; default: `full`
 * @property {(place: Place) => Promise<unknown>} [build] runs once before the rows, for each entry
 * @property {Row[]} rows
 *
 * @typedef {object} Result
 * @property {Row} row
 * @property {string[]} wrong the failures, each beginning with its entry
 */

const VARIANTS = /** @type {const} */ (['default', 'slim', 'slim-configured', 'no-wasm']);

/**
 * @param {Group} group
 * @param {Omit<Place, 'configured' | 'entry'>} place
 * @returns {Promise<Result[]>}
 */
export async function runGroup({ rows, build }, place) {
  /** @type {Result[]} */
  const results = rows.map((row) => ({ row, wrong: [] }));
  for (const variant of VARIANTS) {
    const applicable = results.filter(({ row }) => applies(row, variant));
    if (!applicable.length) continue;
    await choose(place.folder, variant);
    const configured = variant === 'slim-configured';
    /** @type {Place} */
    const there = { ...place, configured, entry: configured ? 'slim' : variant };
    const buildFailure = await failure(async () => build?.(there));
    for (const { row, wrong } of applicable) {
      const failed = buildFailure ?? (await failure(() => attempt(row, there)));
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
function applies(row, variant) {
  if (variant === 'slim') return row.slimNeeds !== false && !row.withoutWasm;
  if (variant === 'no-wasm') return runsNoWasm(row);
  return variant === 'default' || Boolean(row.slimNeeds);
}

/** @param {Row} row */
export const runsNoWasm = ({ slimNeeds, withoutWasm, noWasm = withoutWasm || slimNeeds !== false }) => noWasm;

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
  if (run) checkOutcome(await run(place));
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
 * A success is a failure here, because the table must not require an unnecessary configuration.
 *
 * @param {string | undefined} failed
 */
function unneeded(failed) {
  return failed === undefined ? 'it works without the configuration that the table requires' : undefined;
}

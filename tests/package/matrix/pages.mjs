// @ts-check
// Pages and workers without a build.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { outcomeOf, outcomeOfServer } from './page.mjs';
import { serve } from './serve.mjs';

/** @type {import('./row.mjs').Row['run']} */
const served = (place) => outcomeOfServer(place, serve(place.folder));

/** @type {import('./row.mjs').Row['run']} */
const openedAsFile = ({ browser, folder, crm }) => outcomeOf(browser, pathToFileURL(join(folder, 'index.html')).href, crm);

const NO_MAP = "the file's path instead of the package's name, because import maps do not apply to workers";

/**
 * @param {string} project
 * @param {import('./row.mjs').Row} row
 * @returns {import('./row.mjs').Group}
 */
const group = (project, row) => ({ project, layers: ['page', 'no-build', project], runs: 'both', rows: [{ run: served, ...row }] });

export const CLASSIC = '`dist/houcaller-coupons.iife.js`';

/** @type {import('./row.mjs').Group[]} */
export const pages = [
  group('import-map', { where: '`<script type="module">` with an import map', needs: 'the import map' }),
  group('classic-script', { where: 'classic `<script>`, the global `HouCallerCoupons`', take: CLASSIC, slimNeeds: false }),
  { project: 'file-page', runs: 'both', rows: [{ where: 'a `file://` page, classic `<script>`', take: CLASSIC, run: openedAsFile, slimNeeds: false }] },
  group('module-worker', { where: 'module worker', needs: NO_MAP }),
  group('classic-worker', { where: 'classic worker, `importScripts`', take: CLASSIC, slimNeeds: false }),
  group('module-service-worker', { where: 'module service worker', needs: NO_MAP }),
  group('classic-service-worker', { where: 'classic service worker, `importScripts`', take: CLASSIC, slimNeeds: false }),
];

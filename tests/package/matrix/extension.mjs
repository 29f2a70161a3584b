// @ts-check
// The popup and the service worker of an unpacked browser extension (Manifest V3).
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { QUIET } from '../../support/chromium.js';
import { outcomeIn } from './page.mjs';

const MANIFEST = {
  manifest_version: 3,
  name: 'Coupons',
  version: '1',
  host_permissions: ['http://127.0.0.1/*'],
  background: { service_worker: 'service-worker.js', type: 'module' },
  action: { default_popup: 'popup.html' },
};
const ALLOWED = { extension_pages: "script-src 'self' 'wasm-unsafe-eval'" };
const NEEDS = `\`"content_security_policy":${JSON.stringify(ALLOWED)}\` in the manifest, except for \`/no-wasm\``;

/**
 * @param {string} page
 * @returns {import('./row.mjs').Row['run']}
 */
const extensionPage = (page) => async (place) => {
  if (place.entry === 'no-wasm') return outcomeUnder({}, page, place);
  const forbidden = await outcomeUnder({}, page, place);
  if (!('error' in forbidden)) throw new Error('it works without the configuration that the table requires');
  return outcomeUnder({ content_security_policy: ALLOWED }, page, place);
};

/**
 * @param {object} policy
 * @param {string} page
 * @param {import('./row.mjs').Place} place
 */
async function outcomeUnder(policy, page, { folder, crm }) {
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...MANIFEST, ...policy }));
  const profile = await mkdtemp(join(tmpdir(), 'houcaller-coupons-profile-'));
  // Extensions need a profile, and the new headless mode.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    headless: false,
    args: [...QUIET, '--headless=new', `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  });
  try {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 30_000 }));
    return await outcomeIn(context, new URL(page, worker.url()).href, crm);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @type {import('./row.mjs').Group[]} */
export const extension = [
  {
    project: 'extension',
    layers: ['page', 'no-build', 'extension'],
    rows: [
      { where: 'extension (Manifest V3), popup', run: extensionPage('popup.html'), needs: NEEDS },
      { where: 'extension (Manifest V3), service worker', run: extensionPage('service-worker-client.html'), needs: NEEDS },
    ],
  },
];

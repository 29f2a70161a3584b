// @ts-check
// Pictures of the desk for the README and for whoever changes its looks: node tests/e2e/screenshots.js
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../../sandbox/server.js';
import { launchChromium } from './chromium.js';
import { exampleLines, param } from './des-examples.js';
import { openDesk } from './desk-page.js';
import { startDesk } from './desk-server.js';
import { openFinder } from './finder-page.js';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const readme = fileURLToPath(new URL('../../www/screenshot.png', import.meta.url));

const screens = /** @type {const} */ ({ desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } });

/** @typedef {{ key: string, examples?: string, copy?: boolean, others?: boolean }} Finding */

const KEY = 'pictures';

/** @param {Parameters<typeof param>[1]} scheme */
const examples = (scheme) => exampleLines((text) => param(text, scheme));

/** @type {Record<string, { memberId?: string, fault?: string, unfinished?: boolean, finding?: Finding }>} */
const scenes = {
  initial: {},
  loading: { memberId: 'SANDBOXMEMBER', fault: 'delay=60000', unfinished: true },
  published: { memberId: 'K1H93QDKI00B7' },
  member: { memberId: 'SANDBOXMEMBER' },
  status: { memberId: 'SANDBOXSTATUS' },
  emoji: { memberId: 'SANDBOXEMOJI0' },
  photos: { memberId: 'SANDBOXPHOTOS' },
  many: { memberId: 'SANDBOX010000' },
  empty: { memberId: 'SANDBOXNONE00' },
  error: { memberId: 'SANDBOXNOBODY' },
  decode: { memberId: 'SANDBOXMEMBER', fault: 'drop=cpnCode' },
  'finder': { finding: { key: '' } },
  'finder-found': { finding: { key: KEY, examples: examples({ key: KEY, iv: KEY }), copy: true } },
  'finder-several': { finding: { key: KEY, examples: examples({ key: KEY }), others: true } },
  'finder-none': { finding: { key: KEY } },
  'finder-own-none': { finding: { key: ` ${KEY}`, examples: `${param('{}', { key: KEY })} {}` } },
  'finder-wrong-line': { finding: { key: KEY, examples: '{"memberId":"K1H93QDKI00B7"}' } },
};

const sandbox = await startSandbox();
const desk = await startDesk({ sandbox });
const browser = await launchChromium();
try {
  await mkdir(folder, { recursive: true });
  for (const [scene, { memberId, fault, unfinished, finding }] of Object.entries(scenes)) {
    for (const [screen, viewport] of Object.entries(screens)) {
      const context = { viewport, deviceScaleFactor: screen === 'phone' ? 2 : 1, locale: 'zh-CN' };
      const opened = await openDesk(browser, desk, { ...(fault && { fault }), context });
      await opened.page.getByText('Demo members').waitFor();
      if (memberId) {
        await opened.enterMemberId(memberId);
        await opened.pressEnter();
      }
      if (memberId && !unfinished) await opened.outcome();
      if (finding) {
        const finder = await openFinder(opened.page);
        if (finding.key) await finder.find(finding.key, finding.examples);
        if (finding.copy) await finder.pressCopy();
        if (finding.others) await finder.others.click();
      }
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await opened.page.emulateMedia({ colorScheme });
        await opened.page.waitForLoadState('networkidle', { timeout: 1000 }).catch(() => {});
        await opened.page.screenshot({ path: `${folder}${scene}-${screen}-${colorScheme}.png` });
        if (scene === 'member' && screen === 'desk' && colorScheme === 'light') {
          await opened.page.screenshot({ path: readme });
        }
      }
      await opened.close();
    }
  }
} finally {
  await browser.close();
  await desk.close();
  await sandbox.close();
}

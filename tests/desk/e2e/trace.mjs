// @ts-check
// Measures the longest task of the main thread while the desk loads, filters and scrolls 10,000 coupons: npm run desk:trace
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, say } from '../../../scripts/say.mjs';
import { startSandbox } from '../../../sandbox/server.js';
import { launchChromium } from '../../support/chromium.js';
import { openDesk } from './desk-page.js';
import { startDesk } from './desk-server.js';

const LIMIT_MS = 200;
const ATTEMPTS = 4;
/** The number of frames and the pixels per frame: fast scrolling, down and back up. */
const FRAMES = 240;
const STEP = 900;

/**
 * The tasks of the main thread in a Chromium trace, with their wall time and CPU time in milliseconds. The longest is first.
 *
 * @param {{ traceEvents: { name: string, cat: string, ph: string, pid: number, tid: number, dur?: number, tdur?: number, args?: any }[] }} trace
 */
function mainThreadTasks({ traceEvents }) {
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const page = busiest(traceEvents, threads);
  const tasks = traceEvents.filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && pid === page?.pid && tid === page.tid);
  return tasks.map(({ dur = 0, tdur = 0 }) => ({ ms: dur / 1000, cpuMs: tdur / 1000 })).sort((a, b) => b.ms - a.ms);
}

/**
 * The renderer with the most events, which is the one of the page.
 *
 * @param {{ name: string, pid: number, tid: number }[]} events
 * @param {{ pid: number, tid: number }[]} threads
 */
function busiest(events, threads) {
  const count = ({ pid, tid } = threads[0]) => events.filter((event) => event.pid === pid && event.tid === tid).length;
  return [...threads].sort((a, b) => count(b) - count(a))[0];
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').Page} page
 * @param {string} name
 * @param {() => Promise<unknown>} act
 */
async function traced(browser, page, name, act) {
  const path = join(tmpdir(), `desk-trace-${process.pid}.json`);
  await browser.startTracing(page, { path, categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'] });
  await act();
  await browser.stopTracing();
  const tasks = mainThreadTasks(JSON.parse(await readFile(path, 'utf8')));
  await rm(path);
  if (tasks.length < 50) throw new Error(`${name}: the trace contains only ${tasks.length} tasks`);
  const longestCpu = Math.max(...tasks.map(({ cpuMs }) => cpuMs));
  const over50 = tasks.filter(({ ms }) => ms > 50).length;
  say(`${name}: longest task ${tasks[0].ms.toFixed(0)} ms, most CPU time of a task ${longestCpu.toFixed(0)} ms, ${over50} of ${tasks.length} tasks over 50 ms`);
  return tasks[0].ms;
}

/**
 * Other programs on the machine can only lengthen a task, so the best of a few runs counts.
 *
 * @param {string} name
 * @param {() => Promise<number>} run
 */
async function within(name, run) {
  let least = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && least > LIMIT_MS; attempt++) least = Math.min(least, await run());
  if (least > LIMIT_MS) throw new Error(`${name}: a task took ${least.toFixed(0)} ms in the best of ${ATTEMPTS} runs, more than ${LIMIT_MS}`);
}

await main(async () => {
  const sandbox = await startSandbox();
  const desk = await startDesk({ sandbox });
  const browser = await launchChromium();
  try {
    const { page, idField, pressEnter, outcome } = await openDesk(browser, desk, { context: { viewport: { width: 1440, height: 900 } } });
    await idField.fill('SANDBOX010000');
    await traced(browser, page, 'look-up of 10,000 coupons', async () => {
      await pressEnter();
      await outcome();
      await page.locator('article').first().waitFor();
    });
    await within('scrolling', () =>
      traced(browser, page, `scrolling, ${FRAMES} frames`, () =>
        page.evaluate(
          async ({ frames, step }) => {
            scrollTo(0, 0);
            for (let frame = 0; frame < frames; frame++) {
              scrollBy(0, frame < frames / 2 ? step : -step);
              await new Promise(requestAnimationFrame);
            }
            scrollTo(0, document.documentElement.scrollHeight);
            await new Promise((resolve) => setTimeout(resolve, 500));
          },
          { frames: FRAMES, step: STEP },
        ),
      ),
    );
    await within('filtering', () =>
      traced(browser, page, 'search, order and kind', async () => {
        await page.getByRole('searchbox').pressSequentially('牛排优惠券第1', { delay: 30 });
        await page.getByRole('group', { name: 'Sort by' }).getByText('Expiring first').click();
        await page.getByRole('combobox', { name: 'Type' }).selectOption({ index: 1 });
        await page.getByRole('searchbox').fill('');
        await page.getByRole('group', { name: 'Sort by' }).getByText('As listed').click();
        await page.getByRole('combobox', { name: 'Type' }).selectOption({ index: 0 });
        await page.locator('article').first().waitFor();
      }),
    );
  } finally {
    await browser.close();
    await desk.close();
    await sandbox.close();
  }
});

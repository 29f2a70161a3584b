import { startSandbox } from './sandbox/server.js';
import { launchChromium } from './tests/e2e/chromium.js';
import { openDesk } from './tests/e2e/desk-page.js';
import { startDesk } from './tests/e2e/desk-server.js';
const sandbox = await startSandbox(), browser = await launchChromium(), desk = await startDesk({ sandbox });
try {
  const o = await openDesk(browser, desk, {});
  await o.page.screenshot({ path: '/tmp/s0.png' });
  await o.enterMemberId('SANDBOXMEMBER'); await o.pressEnter(); console.log(await o.outcome());
  await o.page.waitForTimeout(500);
  await o.page.screenshot({ path: '/tmp/s1.png' });
  console.log(JSON.stringify(await o.coupons(), null, 1).slice(0, 3000));
  await o.tab('Available').click();
  await o.page.getByRole('button', { name: 'Show the code' }).first().click(); await o.page.waitForTimeout(800);
  await o.page.screenshot({ path: '/tmp/s2.png' });
  console.log(o.complaints);
  await o.close();
  const p = await openDesk(browser, desk, { context: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, colorScheme: 'dark' }, hash: '#/member/SANDBOXWINDOW' });
  await p.outcome(); await p.page.waitForTimeout(500); await p.page.screenshot({ path: '/tmp/s3.png' });
  await p.goTo('Settings'); await p.page.waitForTimeout(500); await p.page.screenshot({ path: '/tmp/s4.png' });
  await p.goTo('Many'); await p.page.waitForTimeout(500); await p.page.screenshot({ path: '/tmp/s5.png' });
  console.log(p.complaints);
  await p.close();
  const q = await openDesk(browser, desk, { account: null });
  await q.page.waitForTimeout(700); await q.page.screenshot({ path: '/tmp/s6.png' }); console.log(q.complaints);
} catch (e) { console.log(e); } finally { await browser.close(); await desk.close(); await sandbox.close(); }

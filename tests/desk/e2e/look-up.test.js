// @ts-check
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { heldAnswers } from './held-answers.js';
import { scanInto } from './scan-gun.js';
import { withDesk } from './with-desk.js';

const PLATFORM_ID = 'oSandbox-_madeUp_member_000000'.slice(0, 29);

describe('looking a member up', () => {
  const { open } = withDesk();

  for (const [title, hash, query] of /** @type {const} */ ([
    ['a member', '#/member/SANDBOXMEMBER', { memberId: 'SANDBOXMEMBER' }],
    ['a platform id', `#/platform/${PLATFORM_ID}`, { platformId: PLATFORM_ID }],
  ])) {
    test(`a link leads to ${title}, and the form shows it`, async (t) => {
      const { outcome, calls, idField, complaints } = await open(t, { hash });
      assert.equal(await outcome(), 'found');
      assert.deepEqual(
        calls().map((call) => call.postDataJSON()),
        [query],
      );
      assert.equal(await idField.inputValue(), Object.values(query)[0]);
      assert.deepEqual(complaints, []);
    });
  }

  test('a look-up changes the address, and Back returns to the previous member', async (t) => {
    const { page, enterMemberId, enterPlatformId, pressEnter, outcome, idField } = await open(t);
    await enterMemberId('SANDBOXMEMBER');
    await pressEnter();
    await outcome();
    assert.equal(new URL(page.url()).hash, '#/member/SANDBOXMEMBER');
    await enterPlatformId('a/b c#%会员');
    await pressEnter();
    await page.locator('[data-phase=failed]').waitFor();
    assert.equal(new URL(page.url()).hash, `#/platform/${encodeURIComponent('a/b c#%会员')}`);
    await page.reload();
    await page.locator('[data-phase=failed]').waitFor();
    assert.equal(await idField.inputValue(), 'a/b c#%会员');
    await page.goBack();
    await page.locator('[data-phase=found]').waitFor();
    assert.equal(await idField.inputValue(), 'SANDBOXMEMBER');
  });

  test('coupons stay after a visit to another view, and Back to the start removes them', async (t) => {
    const { page, enterMemberId, pressEnter, outcome, goTo, calls } = await open(t);
    await enterMemberId('SANDBOXMEMBER');
    await pressEnter();
    await outcome();
    await goTo('Settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await goTo('Look up');
    await page.locator('article').first().waitFor();
    await page.goBack();
    await page.goBack();
    await page.locator('article').first().waitFor();
    assert.equal(calls().length, 1);
    await page.goBack();
    await page.locator('[data-phase=initial]').waitFor();
    assert.equal(await page.locator('article').count(), 0);
  });

  test('a look-up goes on during a visit to another view', async (t) => {
    const { hold, release } = heldAnswers();
    const { page, goTo, calls } = await open(t, { hash: '#/member/SANDBOXMEMBER', prepare: hold });
    await page.locator('[data-phase=loading]').waitFor();
    await goTo('Settings');
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
    await goTo('Look up');
    await page.locator('[data-phase]').waitFor();
    release();
    await page.locator('article').first().waitFor({ timeout: 10_000 });
    assert.equal(new URL(page.url()).hash, '#/member/SANDBOXMEMBER');
    assert.equal(calls().length, 1);
  });

  test('a look-up without an id leaves the field empty, and asks for an id', async (t) => {
    const { page, idField, outcome, pressEnter, calls, goTo } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await page.locator('article').first().waitFor();
    await idField.fill('');
    await pressEnter();
    await page.getByRole('heading', { name: 'Enter an ID first' }).waitFor();
    await page.waitForTimeout(200);
    assert.equal(await idField.inputValue(), '');
    assert.equal(calls().length, 1);
    // The member in the address can be looked up again.
    await idField.fill('SANDBOXMEMBER');
    await pressEnter();
    await page.locator('article').first().waitFor();
    await idField.fill('');
    await pressEnter();
    await page.getByRole('heading', { name: 'Enter an ID first' }).waitFor();
    await goTo('Settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.goBack();
    assert.equal(await outcome(), 'found');
    assert.equal(await idField.inputValue(), 'SANDBOXMEMBER');
  });

  test('the field shows an example of an id', async (t) => {
    const { idField, enterMemberId, enterPlatformId } = await open(t);
    await enterMemberId('');
    assert.match((await idField.getAttribute('placeholder')) ?? '', /^e\.g\. K1H93QDKI00B7$/);
    await enterPlatformId('');
    assert.match((await idField.getAttribute('placeholder')) ?? '', /^e\.g\. a WeChat OpenID$/);
  });

  test('a scan needs no focus, and replaces the content of the field', async (t) => {
    const { page, outcome, calls, idField } = await open(t, { hash: '#/member/SANDBOXNONE00' });
    await outcome();
    await page.getByRole('navigation').getByRole('link', { name: 'Look up' }).focus();
    await scanInto(page, 'SANDBOXMEMBER');
    await page.locator('article').first().waitFor();
    assert.deepEqual(calls().at(-1)?.postDataJSON(), { memberId: 'SANDBOXMEMBER' });

    // The next scan needs no action in between.
    await scanInto(page, 'SANDBOXTILL00');
    await page.getByText('券码正确的券').waitFor();
    assert.equal(await idField.inputValue(), 'SANDBOXTILL00');
  });

  test('a scan works while a radio button or select has the focus', async (t) => {
    const { page, outcome, calls, tab, idField } = await open(t, { hash: '#/member/SANDBOXMEMBER' });
    await outcome();
    const typed = async (/** @type {string} */ id) => {
      await scanInto(page, id);
      await page.waitForFunction((wanted) => location.hash.endsWith(wanted), id);
      await page.locator('[data-phase=found]').waitFor();
      assert.deepEqual(calls().at(-1)?.postDataJSON(), { memberId: id });
    };
    await page.getByRole('radio', { name: 'Member ID' }).focus();
    await typed('SANDBOXTILL00');
    await page.getByRole('group', { name: 'Sort by' }).getByText('Expiring first').click();
    await typed('SANDBOXSTATUS');
    await page.getByRole('combobox', { name: 'Type' }).focus();
    await typed('SANDBOXMEMBER');
    await tab('Available').waitFor();
    assert.equal(await idField.inputValue(), 'SANDBOXMEMBER');
  });

  test('a pasted line with a line break is looked up, and one without is not', async (t) => {
    const { page, idField, outcome, calls } = await open(t, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
    await page.evaluate(() => navigator.clipboard.writeText(' SANDBOXMEMBER'));
    await idField.press('Control+V');
    await page.waitForTimeout(200);
    assert.equal(calls().length, 0);
    await idField.fill('');
    await page.evaluate(() => navigator.clipboard.writeText('SANDBOXMEMBER\r\n'));
    await idField.press('Control+V');
    assert.equal(await outcome(), 'found');
    assert.deepEqual(
      calls().map((call) => call.postDataJSON()),
      [{ memberId: 'SANDBOXMEMBER' }],
    );
  });

  test('several pasted lines are not looked up, because they are no single id', async (t) => {
    const { page, idField, calls } = await open(t, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
    await page.evaluate(() => navigator.clipboard.writeText('SANDBOXMEMBER\r\nSANDBOXTILL00\r\n'));
    await idField.press('Control+V');
    await page.waitForTimeout(200);
    assert.match(await idField.inputValue(), /SANDBOXMEMBER.*SANDBOXTILL00/);
    assert.deepEqual(calls(), []);
  });

  for (const [hash, id, masked] of [
    ['#/member/SANDBOXMEMBER', 'SANDBOXMEMBER', 'SAND••••MBER'],
    [`#/platform/${PLATFORM_ID}`, PLATFORM_ID, 'oSan••••0000'],
  ]) {
    test(`the coupons of ${hash} are shown with a masked id`, async (t) => {
      const { page, outcome } = await open(t, { hash });
      await outcome();
      const results = page.locator('[data-phase=found]');
      await results.getByText(masked, { exact: true }).waitFor();
      assert.ok(!(await results.innerHTML()).includes(id));
    });
  }

  test('shows placeholders for the coupons while it waits', async (t) => {
    const { hold, release } = heldAnswers();
    const { page } = await open(t, { hash: '#/member/SANDBOXMEMBER', prepare: hold });
    await page.locator('[data-phase=loading][aria-busy=true] .skeleton').waitFor();
    release();
    await page.locator('article').first().waitFor();
    assert.equal(await page.locator('.skeleton').count(), 0);
  });

  test('recent look-ups are stored in the browser, shown with masked ids, and can be cleared', async (t) => {
    const { page, enterMemberId, enterPlatformId, pressEnter, outcome, calls } = await open(t);
    const recent = page.getByRole('region', { name: 'Recent' });
    assert.equal(await recent.count(), 0);
    await enterMemberId('SANDBOXMEMBER');
    await pressEnter();
    await outcome();
    await enterMemberId('SANDBOXNOBODY');
    await pressEnter();
    await page.locator('[data-phase=failed]').waitFor();
    await enterPlatformId(PLATFORM_ID);
    await pressEnter();
    await page.locator('[data-phase=found]').waitFor();

    await page.goto(new URL('/', page.url()).href);
    await recent.waitFor();
    const buttons = recent.getByRole('button').filter({ hasText: '••••' });
    assert.deepEqual(await buttons.allInnerTexts().then((texts) => texts.map((text) => text.split('\n')[0])), ['oSan••••0000', 'SAND••••MBER']);
    assert.ok(!(await recent.innerHTML()).includes('SANDBOXMEMBER'));
    assert.ok(!(await recent.innerHTML()).includes(PLATFORM_ID));

    await buttons.nth(1).click();
    await page.locator('[data-phase=found]').waitFor();
    assert.deepEqual(calls().at(-1)?.postDataJSON(), { memberId: 'SANDBOXMEMBER' });
    const [request] = await Promise.all([page.waitForRequest('**/listCpnItemByMember'), buttons.filter({ hasText: 'oSan' }).click()]);
    assert.deepEqual(request.postDataJSON(), { platformId: PLATFORM_ID });
    await page.locator('[data-phase=found]').getByText('oSan••••0000').waitFor();
    await recent.getByRole('button', { name: 'Clear' }).click();
    await recent.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => JSON.stringify(localStorage)), '{}');
  });

  test('invalid values in the storage are ignored', async (t) => {
    const { page, complaints } = await open(t, {
      prepare: (blank) =>
        blank.addInitScript(() => {
          for (const name of ['recent', 'way', 'theme', 'week-start', 'direct']) localStorage.setItem(`coupon-desk:${name}`, '[{"kind":1}');
        }),
    });
    await page.locator('#id').waitFor();
    assert.deepEqual(complaints, []);
  });

  /** The texts for each kind of failure, by the `kind` in the gateway's problem details. */
  const WORDS = {
    http: /The CRM is unavailable.*Please try again shortly/s,
    busy: /The CRM is unavailable.*Please try again shortly/s,
    network: /The connection to the CRM was lost.*the gateway lost its connection/s,
    decode: /The CRM's answer was incomplete.*not showing any coupons/s,
    timeout: /That took too long.*didn't answer in time/s,
  };

  const KINDS = { 'status=503': 'busy', reset: 'network', 'drop=cpnCode': 'decode', html: 'decode', 'truncated-json': 'decode' };

  for (const [fault, kind] of Object.entries(KINDS)) {
    test(`shows what to do after ${fault}, by the kind from the gateway, and the request id`, async (t) => {
      /** @type {{ status?: number, kind?: string }} */
      let problem = {};
      const { page, text, failure } = await open(t, {
        hash: '#/member/SANDBOXMEMBER',
        fault,
        prepare: async (blank) => {
          await withoutWaits(blank);
          await blank.route('**/listCpnItemByMember', async (route) => {
            const response = await route.fetch();
            problem = await response.json();
            await route.fulfill({ response });
          });
        },
      });
      await page.locator('[data-phase=failed]').waitFor({ timeout: 20_000 });
      assert.equal(problem.kind, kind);
      assert.match(await text(), WORDS[/** @type {keyof typeof WORDS} */ (kind)]);
      assert.equal((await failure()).HTTP, String(problem.status));
      // The client has no kind for an overloaded gateway and reports it as http.
      assert.equal((await failure()).kind, kind === 'busy' ? 'http' : kind);
      const requestId = /quote request ID ([0-9a-f-]{36})/.exec(await text())?.[1];
      assert.ok(requestId);
      assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 1);
    });
  }

  for (const [fault, kind] of /** @type {const} */ ([
    ['drop=cpnCode', 'decode'],
    ['html', 'decode'],
    ['truncated-json', 'decode'],
    ['status=503', 'http'],
  ])) {
    test(`in direct mode, shows what ${fault} means`, async (t) => {
      const { page, text, failure, enterMemberId, pressEnter } = await open(t, { direct: true, fault, prepare: withoutWaits });
      await enterMemberId('SANDBOXMEMBER');
      await pressEnter();
      await page.locator('[data-phase=failed]').waitFor({ timeout: 20_000 });
      assert.equal((await failure()).kind, kind);
      assert.match(await text(), kind === 'decode' ? WORDS.decode : WORDS.http);
      // Direct mode has no gateway and so no request id.
      assert.doesNotMatch(await text(), /request ID/);
    });
  }

  for (const [status, title] of /** @type {const} */ ([
    [401, 'The request was refused'],
    [404, 'The request was refused'],
    [503, 'The CRM is unavailable'],
  ])) {
    test(`in direct mode, explains ${status} without a gateway or a session, also in a batch`, async (t) => {
      const { page, text, enterMemberId, pressEnter, goTo } = await open(t, {
        direct: true,
        prepare: async (blank) => {
          await withoutWaits(blank);
          await blank.route('**/listCpnItemByMember', (route) => route.fulfill({ status, body: '' }));
        },
      });
      await enterMemberId('SANDBOXMEMBER');
      await pressEnter();
      await page.locator('[data-phase=failed]').waitFor({ timeout: 20_000 });
      assert.match(await text(), new RegExp(title));
      assert.doesNotMatch(await text(), /gateway|session|account/i);
      await goTo('Batch');
      await page.getByRole('textbox', { name: 'Member IDs' }).fill('SANDBOXMEMBER');
      await page.getByRole('button', { name: 'Start' }).click();
      const outcome = page.getByRole('region', { name: 'Progress' });
      await outcome.getByText(title).waitFor({ timeout: 20_000 });
      assert.doesNotMatch(await outcome.innerText(), /gateway|session|account/i);
    });
  }

  test('a refusal is shown with the message of the CRM', async (t) => {
    const { page, text } = await open(t, { hash: '#/member/SANDBOXNOBODY', context: { locale: 'zh-CN' } });
    await page.locator('[data-phase=failed]').waitFor();
    assert.match(await text(), /会员系统拒绝了查询.*会员不存在.*请核对编号/s);
    const other = await open(t, { hash: '#/member/SANDBOXMEMBER', fault: 'code=1004' });
    await other.page.locator('[data-phase=failed]').waitFor();
    assert.match(await other.text(), /The CRM rejected the look-up.*The CRM said: “.+”/s);
  });

  test('a look-up can be cancelled after five seconds, and repeated', async (t) => {
    const { page, calls } = await open(t, { hash: '#/member/SANDBOXMEMBER', fault: 'delay=60000,times=1,fault-id=e2e-slow', prepare: stoppedClock });
    await page.locator('.skeleton').waitFor();
    const cancel = page.getByRole('button', { name: 'Cancel' });
    await page.clock.runFor(4_500);
    assert.equal(await cancel.count(), 0);
    await page.clock.runFor(1_000);
    const aborted = page.waitForEvent('requestfailed');
    await cancel.click();
    await aborted;
    await page.getByText('Look-up cancelled').waitFor();
    await page.clock.resume();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('article').first().waitFor();
    assert.equal(calls().length, 2);
  });

  for (const [status, title] of /** @type {const} */ ([
    [403, "Your account can't see this member"],
    [404, 'No gateway found'],
    [429, 'Too many look-ups'],
  ])) {
    test(`shows the meaning of ${status} from a gateway`, async (t) => {
      const { page, text, calls, outcome } = await open(t, {
        hash: '#/member/SANDBOXMEMBER',
        prepare: async (blank) => {
          await withoutWaits(blank);
          await blank.route('**/listCpnItemByMember', (route) => route.fulfill({ status, contentType: 'application/problem+json', body: '{}' }));
        },
      });
      await page.locator('[data-phase=failed]').waitFor({ timeout: 20_000 });
      assert.match(await text(), new RegExp(title));
      await page.unroute('**/listCpnItemByMember');
      const before = calls().length;
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('[data-phase=found]').waitFor();
      assert.equal(await outcome(), 'found');
      assert.equal(calls().length, before + 1);
    });
  }
});

/**
 * Stops the clock of the page. Only the test advances it, however slowly the page loads.
 *
 * @param {import('playwright-core').Page} page
 */
async function stoppedClock(page) {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
}

/**
 * Removes the back-off of the package, so that the test need not wait for its retries.
 *
 * @param {import('playwright-core').Page} page
 */
function withoutWaits(page) {
  return page.addInitScript(() => {
    const { setTimeout } = globalThis;
    Object.assign(globalThis, {
      setTimeout: (/** @type {any} */ act, /** @type {number} */ ms, /** @type {any[]} */ ...rest) => setTimeout(act, ms > 2_000 ? ms : 0, ...rest),
    });
  });
}

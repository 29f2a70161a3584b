// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../../sandbox/app.js';
import { startSandbox } from '../../../sandbox/server.js';
import { launchChromium } from '../../support/chromium.js';
import { openDesk } from './desk-page.js';
import { startDesk } from './desk-server.js';
import { heldAnswers } from './held-answers.js';

/** @type {{ data: { list: Record<string, string>[] } }} */
const published = JSON.parse(readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url), 'utf8'));
const publishedOnCards = published.data.list.map(({ cpnName, cpnCode, begDate, endDate }) => ({
  cpnName,
  cpnCode,
  begDate,
  endDate,
}));

const MEMBER = 'K1H93QDKI00B7';
const PLATFORM_ID = published.data.list[0].openid;

/** @param {Record<string, string | null>[]} cards */
const withoutMarks = (cards) => cards.map(({ cpnName, cpnCode, begDate, endDate }) => ({ cpnName, cpnCode, begDate, endDate }));

/** @param {import('playwright-core').Request} request */
const isCall = (request) => request.method() === 'POST' && request.url().endsWith('listCpnItemByMember');

describe('the desk', () => {
  /** @type {import('../../../sandbox/server.js').RunningSandbox} */
  let sandbox;
  /** @type {import('./desk-server.js').RunningDesk} */
  let desk;
  /** @type {import('playwright-core').Browser} */
  let browser;

  before(async () => {
    [sandbox, browser] = await Promise.all([startSandbox(), launchChromium()]);
    desk = await startDesk({ sandbox });
  });

  after(async () => {
    await browser?.close();
    await desk?.close();
    await sandbox?.close();
  });

  /**
   * Opens the desk and closes it after the test.
   *
   * @param {import('node:test').TestContext} t
   * @param {Parameters<typeof openDesk>[2] & { at?: { url: string } }} [options]
   */
  async function open(t, { at = desk, ...options } = {}) {
    const opened = await openDesk(browser, at, options);
    t.after(opened.close);
    return opened;
  }

  /**
   * @param {import('./desk-page.js').DeskPage} page
   * @param {string} memberId
   */
  async function lookUpMember(page, memberId) {
    await page.enterMemberId(memberId);
    await page.pressEnter();
    return page.outcome();
  }

  test('shows all published coupons of a member', async (t) => {
    const page = await open(t);
    assert.equal(await lookUpMember(page, MEMBER), 'found');

    const cards = await page.coupons();
    assert.equal(cards.length, 8);
    assert.deepEqual(withoutMarks(cards), publishedOnCards);
    // These coupons of 2020 are unused according to the CRM, and expired.
    assert.deepEqual(new Set(cards.map(({ status }) => status)), new Set(['Expired']));
    assert.deepEqual(new Set(cards.map(({ cpnType }) => cpnType)), new Set(['Dine-in']));
    assert.match(await page.text(), /8 coupons/);
    assert.deepEqual(page.complaints, []);
  });

  test('sends only the id to the gateway', async (t) => {
    const page = await open(t);
    assert.equal(await lookUpMember(page, MEMBER), 'found');
    const calls = page.calls();
    assert.deepEqual(
      calls.map((call) => call.url()),
      [`${desk.url}/coupons/listCpnItemByMember`],
    );
    assert.deepEqual(calls[0].postDataJSON(), { memberId: MEMBER });
  });

  test('in direct mode, sends an envelope of three strings', async (t) => {
    const page = await open(t, { direct: true });
    await lookUpMember(page, MEMBER);

    const calls = page.calls();
    assert.equal(calls.length, 1);
    assert.equal(calls[0].url(), `${desk.url}/htest/openapi/v1/listCpnItemByMember`);
    const envelope = calls[0].postDataJSON();
    assert.deepEqual(Object.keys(envelope).sort(), ['channel', 'param', 'timestamp']);
    assert.equal(envelope.channel, SANDBOX_CHANNEL);
    assert.match(envelope.param, /^(?:[0-9A-F]{16})+$/);
    assert.equal(typeof envelope.timestamp, 'string');
    assert.match(envelope.timestamp, /^\d{13}$/);
    assert.ok(Math.abs(Date.now() - Number(envelope.timestamp)) < 60_000);
  });

  test('sends requests only to its own host, under a policy without inline code', async (t) => {
    const page = await open(t);
    await lookUpMember(page, MEMBER);
    await page.page.waitForFunction(() => [...document.images].every(({ naturalWidth }) => naturalWidth > 0));

    assert.ok(page.requests.length > 5);
    for (const request of page.requests) assert.equal(new URL(request.url()).origin, desk.url);
    const policy = (await page.page.request.get(desk.url)).headers()['content-security-policy'];
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
    assert.match(policy, /default-src 'none';/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
    assert.deepEqual(page.complaints, []);
  });

  test('looks a member up by platform id', async (t) => {
    const page = await open(t);
    await page.enterPlatformId(PLATFORM_ID);
    await page.pressLookUp();

    assert.equal(await page.outcome(), 'found');
    assert.deepEqual(withoutMarks(await page.coupons()), publishedOnCards);
    const entry = sandbox.log.filter(({ method }) => method === 'POST').at(-1);
    assert.equal(entry?.memberId, '');
    assert.match(entry?.platformId ?? '', /^oE…/);
  });

  test('ignores white space around an id, which scanners add', async (t) => {
    const page = await open(t);
    assert.equal(await lookUpMember(page, ` ${MEMBER}\t`), 'found');
    assert.equal((await page.coupons()).length, 8);
  });

  test('shows every status in words', async (t) => {
    const page = await open(t);
    await lookUpMember(page, 'SANDBOXSTATUS');
    assert.deepEqual(
      (await page.coupons()).map(({ status }) => status),
      [...['Unused', 'Unused'], ...['Used', 'Used'], ...['Expired', 'Refunded', 'Being gifted', 'Status 9']],
    );
  });

  test('shows names as text, whatever they contain', async (t) => {
    const page = await open(t);
    await lookUpMember(page, 'SANDBOXEMOJI0');
    const names = (await page.coupons()).map(({ cpnName }) => cpnName);
    assert.equal(names[0], '🥩牛排节🔥满100减30');
    assert.equal(names[4], '<b>不是标签</b> & "引号" \\ 反斜杠\n换行');
    assert.deepEqual(page.complaints, []);
  });

  test('shows that a member has no coupons', async (t) => {
    const page = await open(t);
    assert.equal(await lookUpMember(page, 'SANDBOXNONE00'), 'found');
    assert.match(await page.text(), /This member has no coupons/);
    assert.deepEqual(await page.coupons(), []);
  });

  test("shows the CRM's refusal of an unknown member", async (t) => {
    const page = await open(t);
    assert.equal(await lookUpMember(page, 'SANDBOXNOBODY'), 'failed');
    const { kind, code, message } = await page.failure();
    assert.deepEqual({ kind, code }, { kind: 'api', code: '1012' });
    assert.match(message ?? '', /会员不存在/);
    assert.match(await page.text(), /The CRM rejected the look-up.*会员不存在/s);
  });

  for (const blank of ['', ' \t ']) {
    test(`sends nothing for the blank id ${JSON.stringify(blank)}`, async (t) => {
      const page = await open(t);
      await page.page.getByRole('button', { name: 'An ordinary member' }).waitFor();
      const sent = sandbox.log.length;

      assert.equal(await lookUpMember(page, blank), 'failed');
      assert.equal((await page.failure()).kind, 'input');
      await page.enterPlatformId(blank);
      await page.pressLookUp();
      assert.equal(await page.outcome(), 'failed');

      assert.deepEqual(page.calls(), []);
      assert.equal(sandbox.log.length, sent);
      assert.equal(await page.page.getByRole('button', { name: 'Try again' }).count(), 0);
    });
  }

  for (const field of ['id', 'cpnCode', 'cpnName', 'begDate', 'endDate', 'status']) {
    test(`in direct mode, shows no list when a coupon lacks ${field}`, async (t) => {
      const page = await open(t, { direct: true, fault: `drop=${field}` });
      assert.equal(await lookUpMember(page, MEMBER), 'failed');
      const { kind, message } = await page.failure();
      assert.equal(kind, 'decode');
      assert.ok(message?.startsWith(`data.list[0].${field}: `), message ?? '');
      assert.deepEqual(await page.coupons(), []);
    });
  }

  for (const [position, character] of [...SANDBOX_KEY].entries()) {
    test(`in direct mode, shows no coupon when character ${position + 1} of the key differs`, async (t) => {
      // The lowest bit stays, because it is the parity bit, which DES ignores.
      const changed = String.fromCharCode(character.charCodeAt(0) ^ 0x02);
      const key = SANDBOX_KEY.slice(0, position) + changed + SANDBOX_KEY.slice(position + 1);
      const stranger = await startSandbox({ key });
      t.after(stranger.close);
      const itsDesk = await startDesk({ sandbox: stranger });
      t.after(itsDesk.close);

      const page = await open(t, { at: itsDesk, direct: true });
      assert.equal(await lookUpMember(page, MEMBER), 'failed');
      assert.equal((await page.failure()).kind, 'api');
      assert.deepEqual(await page.coupons(), []);
      assert.equal(stranger.log.filter(({ method }) => method === 'POST').length, 1);
    });
  }

  test('repeats a failed look-up on request', async (t) => {
    // The package itself does not retry after this status.
    const page = await open(t, { direct: true, fault: 'status=501,times=1,fault-id=e2e-retry' });
    assert.equal(await lookUpMember(page, MEMBER), 'failed');
    const { kind, HTTP } = await page.failure();
    assert.deepEqual({ kind, HTTP }, { kind: 'http', HTTP: '501' });

    await page.page.getByRole('button', { name: 'Try again' }).click();
    assert.equal(await page.outcome(), 'found');
    assert.equal((await page.coupons()).length, 8);
  });

  test('aborts a look-up when a new one starts', async (t) => {
    const page = await open(t, { fault: 'delay=8000,times=1,fault-id=e2e-abort' });
    await page.enterMemberId('SANDBOXMEMBER');
    const [first] = await Promise.all([page.page.waitForRequest(isCall), page.pressEnter()]);
    await page.page.locator('[data-phase=loading][aria-busy=true]').waitFor();

    const aborted = page.page.waitForEvent('requestfailed', isCall);
    assert.equal(await lookUpMember(page, MEMBER), 'found');
    assert.equal(await aborted, first);
    assert.equal(first.failure()?.errorText, 'net::ERR_ABORTED');
    assert.deepEqual(withoutMarks(await page.coupons()), publishedOnCards);
    assert.deepEqual(page.complaints, []);
  });

  test('ignores a late response to an earlier look-up', async (t) => {
    const { hold, release } = heldAnswers((memberId) => memberId === 'SANDBOXMEMBER');
    const page = await open(t, {
      prepare: async (blank) => {
        await blank.addInitScript('AbortController.prototype.abort = () => {};');
        await hold(blank);
      },
    });
    // A resource is in the list when its response has arrived whole.
    const haveArrived = (/** @type {number} */ count) =>
      performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/listCpnItemByMember')).length === count;
    await page.enterMemberId('SANDBOXMEMBER');
    await Promise.all([page.page.waitForRequest(isCall), page.pressEnter()]);
    assert.equal(await lookUpMember(page, MEMBER), 'found');
    assert.ok(await page.page.evaluate(haveArrived, 1));

    release();
    await page.page.waitForFunction(haveArrived, 2);
    await page.page.waitForTimeout(200);
    assert.deepEqual(withoutMarks(await page.coupons()), publishedOnCards);
  });

  test('shows a placeholder for a missing picture', async (t) => {
    const page = await open(t);
    await lookUpMember(page, 'SANDBOXPHOTOS');
    await page.page.getByRole('img', { name: 'No picture' }).nth(1).waitFor();
    assert.equal(await page.page.locator('article img').count(), 2);
    assert.equal(await page.page.getByRole('img', { name: 'No picture' }).count(), 2);
  });

  for (const path of [
    '//elsewhere.example/a.jpg',
    '/\\elsewhere.example/a.jpg',
    '/\t/elsewhere.example/a.jpg',
    '/.//elsewhere.example/a.jpg',
    'https://elsewhere.example/a.jpg',
    'javascript:alert(1)',
    'a.jpg',
  ]) {
    test(`does not load the picture ${path}`, async (t) => {
      const page = await open(t, { fault: `set=picUrl:${JSON.stringify(path)}` });
      assert.equal(await lookUpMember(page, MEMBER), 'found');
      const first = page.page.locator('article').first();
      await first.getByRole('img', { name: 'No picture' }).waitFor();
      assert.equal(await first.locator('img').count(), 0);
      assert.deepEqual(
        page.complaints.filter((complaint) => complaint.includes('elsewhere.example') && !complaint.includes(desk.url)),
        [],
      );
      assert.ok(page.requests.every((request) => new URL(request.url()).origin === desk.url));
    });
  }

  test('shows 10,000 coupons with only the visible ones in the document', async (t) => {
    const page = await open(t);
    assert.equal(await lookUpMember(page, 'SANDBOX010000'), 'found');
    assert.match(await page.text(), /10,000 coupons/);
    await page.page.locator('article').first().waitFor();
    assert.ok((await page.shownCoupons()).length < 40);

    await page.page.getByRole('group', { name: 'Sort by' }).getByText('As listed').click();
    await page.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.page.getByText('商城优惠券第10000张').or(page.page.getByText('甜品优惠券第9999张')).first().waitFor();
    assert.ok((await page.shownCoupons()).length < 40);
  });

  test('looks a demo member up on a click, with the chosen kind of id', async (t) => {
    const page = await open(t);
    const member = page.page.getByRole('button', { name: 'An ordinary member' });
    await member.click();
    assert.equal(await page.outcome(), 'found');
    assert.equal((await page.coupons()).length, 6);
    assert.equal(await page.idField.inputValue(), 'SANDBOXMEMBER');
    assert.equal(await member.getAttribute('aria-pressed'), 'true');

    await page.enterPlatformId('');
    await member.click();
    assert.equal(await page.outcome(), 'found');
    assert.equal((await page.coupons()).length, 6);
    assert.match(await page.idField.inputValue(), /^oSandbox-/);
    assert.equal(page.calls().length, 2);
  });

  test('works without a sandbox and its demo members', async (t) => {
    // A server with a fallback page answers unknown routes like this.
    const fallback = { contentType: 'text/html', body: '<!doctype html>' };
    const page = await open(t, {
      prepare: (blank) => blank.route('**/sandbox/members', (route) => route.fulfill(fallback)),
    });
    assert.equal(await lookUpMember(page, MEMBER), 'found');
    assert.equal(await page.page.getByText('Demo members').count(), 0);
    assert.deepEqual(page.complaints, []);
  });

  test('shows in the chosen language where the key is stored', async (t) => {
    const words = async (/** @type {boolean} */ direct, /** @type {string} */ language) => {
      const opened = await open(t, { direct });
      const footer = opened.page.getByRole('contentinfo');
      await footer.waitFor();
      if (language === 'zh-CN') {
        await opened.page.getByRole('button', { name: '中文' }).click();
        await opened.page.locator('html[lang=zh-CN]').waitFor();
      }
      return footer.innerText();
    };
    assert.match(await words(false, 'en'), /The key stays on the server/);
    assert.match(await words(true, 'en'), /In production, keep the key on a server/);
    assert.match(await words(false, 'zh-CN'), /密钥保存在服务器上/);
    assert.match(await words(true, 'zh-CN'), /正式环境请把密钥放在服务器上/);
  });
});

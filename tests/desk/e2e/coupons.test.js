// @ts-check
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { heldAnswers } from './held-answers.js';
import { withDesk } from './with-desk.js';

/** Two seconds before eleven on a Wednesday in China. */
const BEFORE_LUNCH = Date.parse('2026-11-25T10:59:58+08:00');

/** @param {import('playwright-core').Page} page */
const setClock = (page) => page.clock.setFixedTime(BEFORE_LUNCH);

/**
 * Installs a clock that starts ten minutes early, so that a slow machine has time to load the page before the test stops the clock.
 *
 * @param {number} time
 */
const clockBefore = (time) => (/** @type {import('playwright-core').Page} */ page) => page.clock.install({ time: time - 600_000 });

/** A text as ASCII-only JSON, for a header. */
const ascii = (/** @type {string} */ text) => JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('the coupons', () => {
  const { open } = withDesk({ now: () => BEFORE_LUNCH, maxClockSkewMs: Infinity });

  /** @param {Record<string, string | null>[]} cards */
  const byName = (cards) => new Map(cards.map((card) => [card.cpnName, card]));

  test('are in three tabs, each with its number', async (t) => {
    const { outcome, tab, shownCoupons, page } = await open(t, { hash: '#/member/SANDBOXSTATUS', prepare: setClock });
    await outcome();
    const counts = async () =>
      Promise.all(
        ['Available', 'Used', 'Void'].map((name) =>
          tab(name)
            .innerText()
            .then((text) => text.replace(/\s+/g, ' ')),
        ),
      );
    assert.deepEqual(await counts(), ['Available 2', 'Used 2', 'Void 4']);
    await tab('Void').click();
    await page.getByText('赠送中的券').waitFor();
    assert.equal((await shownCoupons()).length, 4);

    await tab('Available').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[role=tab][aria-selected=true]', { hasText: 'Used' }).waitFor();
    await page.keyboard.press('End');
    await page.locator('[role=tab][aria-selected=true]', { hasText: 'Void' }).waitFor();
  });

  test('open in the first tab with a coupon', async (t) => {
    const { outcome, page } = await open(t, { hash: '#/member/K1H93QDKI00B7', prepare: setClock });
    await outcome();
    await page.locator('[role=tab][aria-selected=true]', { hasText: 'Void' }).waitFor();
  });

  test('show their hours and days in words', async (t) => {
    const opened = await open(t, { hash: '#/member/SANDBOXWINDOW', prepare: setClock });
    await opened.outcome();
    const hours = byName(await opened.coupons());
    const words = (/** @type {string} */ name) => hours.get(name)?.window;
    assert.equal(words('全天可用券'), 'Any time');
    assert.equal(words('午餐券'), 'Every day, 11:00–14:00');
    assert.equal(words('午餐晚餐券'), 'Every day, 11:00–14:00, 17:00–21:00');
    assert.equal(words('夜宵券'), 'Every day, 22:00–02:00 next day');
    assert.equal(words('时段不是时间的券'), "Couldn't read the limit: 营业时间内");
    assert.equal(words('工作日午餐券'), 'Mon–Fri, 11:00–14:00');
  });

  test('show their weekdays in words, whichever day the settings call weekday 1', async (t) => {
    const opened = await open(t, { hash: '#/member/SANDBOXWEEKLY', prepare: setClock });
    await opened.outcome();
    const words = async () => Object.fromEntries((await opened.coupons()).map(({ cpnName, window }) => [cpnName, window]));
    assert.deepEqual(await words(), {
      不限星期券: 'Any time',
      每天可用券: 'Any time',
      工作日券: 'Mon–Fri, all day',
      周末券: 'Sat, Sun, all day',
      仅一天可用券: 'Wed, all day',
      星期超出范围的券: "Couldn't read the limit: 0,8",
      星期不是数字的券: 'Mon–Fri, all day',
    });
    await opened.goTo('Settings');
    await opened.page.getByRole('group', { name: 'Weekday 1 in the CRM (weekLimit) is' }).getByText('Sunday').click();
    await opened.goTo('Look up');
    await opened.outcome();
    assert.equal((await words())['仅一天可用券'], 'Tue, all day');
    assert.equal((await words())['周末券'], 'Fri, Sat, all day');
    assert.equal((await words())['星期不是数字的券'], 'Mon–Fri, all day');
  });

  test('show equivalent hours in the same words', async (t) => {
    for (const [timeLimit, words] of [
      ['11:00~14:00；17:00至20:59:59', 'Every day, 11:00–14:00, 17:00–21:00'],
      ['22:00—02:00', 'Every day, 22:00–02:00 next day'],
      ['17:00-23:59', 'Every day, 17:00–24:00'],
      ['不限', 'Any time'],
    ]) {
      const opened = await open(t, { hash: '#/member/SANDBOXPERIOD', fault: `set=timeLimit@2:${ascii(timeLimit)}`, prepare: setClock });
      await opened.outcome();
      assert.equal(byName(await opened.coupons()).get('今天到期的券')?.window, words);
    }
  });

  test('show why a coupon cannot be used, and count down until it can', async (t) => {
    const opened = await open(t, { hash: '#/member/SANDBOXWINDOW', prepare: clockBefore(BEFORE_LUNCH) });
    await opened.outcome();
    const lunch = opened.page.locator('article', { hasText: '工作日午餐券' }).locator('[data-field=reason]');
    await lunch.scrollIntoViewIfNeeded();
    await opened.page.clock.pauseAt(BEFORE_LUNCH);
    assert.match((await lunch.textContent()) ?? '', /Outside its hours, usable from 11:00 today, 00:00:0[123] to go/);
    await opened.page.clock.runFor(4_000);
    await opened.page.locator('article', { hasText: '工作日午餐券' }).getByText('Can be used now').waitFor();
    assert.match((await lunch.textContent()) ?? '', /Can be used now, until 14:00 today/);
  });

  test('replace tomorrow by today after midnight', async (t) => {
    const lateAtNight = Date.parse('2026-11-25T23:59:57+08:00');
    const opened = await open(t, { hash: '#/member/SANDBOXWINDOW', prepare: clockBefore(lateAtNight) });
    await opened.outcome();
    const lunch = opened.page.locator('article', { hasText: '工作日午餐券' }).locator('[data-field=reason]');
    await lunch.scrollIntoViewIfNeeded();
    await opened.page.clock.pauseAt(lateAtNight);
    assert.match((await lunch.textContent()) ?? '', /usable from 11:00 tomorrow/);
    await opened.page.clock.runFor(5_000);
    await lunch.getByText('usable from 11:00 today').waitFor();
  });

  test('show one day less after midnight', async (t) => {
    const lateAtNight = Date.parse('2026-11-25T23:59:57+08:00');
    const opened = await open(t, { hash: '#/member/SANDBOXMEMBER', prepare: clockBefore(lateAtNight) });
    const steak = opened.page.locator('article', { hasText: '西冷牛排30元券' });
    await steak.getByText('3 days left').waitFor();
    await opened.page.clock.pauseAt(lateAtNight);
    await opened.page.clock.runFor(5_000);
    await steak.getByText('2 days left').waitFor();
  });

  test('are judged for the current moment after a return from another view, before the first tab is chosen', async (t) => {
    const lateAtNight = Date.parse('2026-11-25T23:50:00+08:00');
    const opened = await open(t, { hash: '#/member/SANDBOXMEMBER', prepare: clockBefore(lateAtNight) });
    const { page, goTo, calls } = opened;
    const steak = page.locator('article', { hasText: '西冷牛排30元券' });
    await steak.getByText('3 days left').waitFor();
    await goTo('Settings');
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
    await page.clock.pauseAt(Date.parse('2026-11-26T09:00:00+08:00'));
    await goTo('Look up');
    await steak.getByText('2 days left').waitFor();

    await page.clock.resume();
    await goTo('Settings');
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
    // The last coupon of this member ends on the 28th.
    await page.clock.pauseAt(Date.parse('2027-12-01T09:00:00+08:00'));
    await goTo('Look up');
    await page.locator('[role=tab][aria-selected=true]', { hasText: 'Used' }).waitFor();
    assert.equal(calls().length, 1);
  });

  test('are judged by the first day of the week that is chosen during the look-up', async (t) => {
    const held = heldAnswers();
    const { page, goTo, outcome } = await open(t, {
      hash: '#/member/SANDBOXWEEKLY',
      prepare: async (blank) => {
        await setClock(blank);
        await held.hold(blank);
      },
    });
    await page.locator('[data-phase=loading]').waitFor();
    await goTo('Settings');
    await page.getByRole('group', { name: 'Weekday 1 in the CRM (weekLimit) is' }).getByText('Sunday').click();
    held.release();
    await goTo('Look up');
    await outcome();
    const oneDay = page.locator('article', { hasText: '仅一天可用券' });
    assert.equal(await oneDay.locator('[data-field=window]').textContent(), 'Tue, all day');
    assert.match((await oneDay.locator('[data-field=reason]').textContent()) ?? '', /^Not valid today/);
  });

  test('are judged again when another tab of the browser changes the first day of the week', async (t) => {
    const opened = await open(t, { hash: '#/member/SANDBOXWEEKLY', prepare: setClock });
    await opened.outcome();
    const oneDay = opened.page.locator('article', { hasText: '仅一天可用券' }).locator('[data-field=reason]');
    await oneDay.getByText('Can be used now').waitFor();
    const other = await opened.context.newPage();
    await other.goto(new URL('/#/settings', opened.page.url()).href);
    await other.getByRole('group', { name: 'Weekday 1 in the CRM (weekLimit) is' }).getByText('Sunday').click();
    await opened.page.bringToFront();
    await oneDay.getByText('Not valid today').waitFor();
  });

  test('show why each status or date prevents the use', async (t) => {
    const reasons = async (/** @type {string} */ member) => {
      const opened = await open(t, { hash: `#/member/${member}`, prepare: setClock });
      await opened.outcome();
      return Object.fromEntries(
        (await opened.coupons()).map(({ cpnName, reason }) => [cpnName, String(reason).replace(/\d\d:\d\d:\d\d to go$/, 'a countdown')]),
      );
    };
    assert.deepEqual(await reasons('SANDBOXPERIOD'), {
      明天开始的券: 'Not valid yet, usable from 00:00 tomorrow, a countdown',
      今天开始的券: 'Can be used now',
      今天到期的券: 'Can be used now',
      仅今天有效的券: 'Can be used now',
      昨天到期但状态未使用的券: 'Expired, though the CRM still lists it as unused',
      一年后才开始的券: 'Not valid yet, usable from 00:00 on Nov 25, 2027, 364 days 13 hours to go',
    });
    const byStatus = await reasons('SANDBOXSTATUS');
    assert.equal(byStatus['已退款的券'], 'Refunded, no longer usable');
    assert.equal(byStatus['赠送中的券'], 'Being given to someone else');
    assert.equal(byStatus['状态未知的券'], 'Unknown status, please check with the CRM');
    assert.match(byStatus['已使用的券'], /^Already used, on Nov 23, 2026, 18:20$/);
  });

  test('are void after their last hours of use, even before their last day ends', async (t) => {
    const opened = await open(t, { hash: '#/member/SANDBOXPERIOD', fault: 'set=timeLimit@2:"07:30-09:30"', prepare: setClock });
    await opened.outcome();
    await opened.page.getByText('今天开始的券').waitFor();
    assert.equal(await opened.page.getByText('今天到期的券').count(), 0);
    await opened.tab('Void').click();
    const card = opened.page.locator('article', { hasText: '今天到期的券' });
    await card.getByText("won't be usable again before it expires").waitFor();
  });

  test('move to the void tab when their last hours of use end', async (t) => {
    const opened = await open(t, { hash: '#/member/SANDBOXPERIOD', fault: 'set=timeLimit@2:"07:30-11:00"', prepare: clockBefore(BEFORE_LUNCH) });
    await opened.outcome();
    const card = opened.page.locator('article', { hasText: '今天到期的券' });
    await card.getByText('Can be used now').waitFor();
    await opened.page.clock.pauseAt(BEFORE_LUNCH);
    await opened.page.clock.runFor(4_000);
    await card.waitFor({ state: 'detached' });
    await opened.tab('Void').click();
    await card.waitFor();
  });

  test('are shown with an invalid date, with a note about it', async (t) => {
    const opened = await open(t, { hash: '#/member/SANDBOXMEMBER', fault: 'set=begDate:"2026-02-30"', prepare: setClock });
    await opened.outcome();
    const cards = await opened.coupons();
    assert.equal(cards.length, 6);
    assert.match(String(cards[0].reason), /Its dates can't be read, please check by hand/);
  });

  test('show the days left in the last seven days, and the last day', async (t) => {
    const left = async (/** @type {string} */ locale) => {
      const opened = await open(t, { hash: '#/member/SANDBOXPERIOD', prepare: setClock, context: { locale } });
      await opened.page.locator('article').first().waitFor();
      return Object.fromEntries((await opened.shownCoupons()).map(({ cpnName, daysLeft }) => [cpnName, daysLeft]));
    };
    assert.deepEqual(await left('zh-CN'), {
      今天到期的券: '今日到期',
      仅今天有效的券: '今日到期',
      今天开始的券: undefined,
      明天开始的券: undefined,
      一年后才开始的券: undefined,
    });
    assert.equal((await left('en-US'))['今天到期的券'], 'Expires today');
    const ordinary = await open(t, { hash: '#/member/SANDBOXMEMBER', prepare: setClock, context: { locale: 'zh-CN' } });
    await ordinary.page.locator('article', { hasText: '西冷牛排30元券' }).getByText('剩 3 天').waitFor();
  });

  test('that match in another tab are mentioned', async (t) => {
    const { outcome, page, tab, shownCoupons } = await open(t, { hash: '#/member/SANDBOXMEMBER', prepare: setClock });
    await outcome();
    await tab('Used').click();
    await page.getByText('新会员20元全场券').waitFor();
    const [{ cpnCode }] = await shownCoupons();
    await tab('Available').click();
    await page.getByRole('searchbox').fill(String(cpnCode));
    await page.getByText('1 match under “Used”').waitFor();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.locator('article', { hasText: '新会员20元全场券' }).waitFor();
  });

  test('are filtered by kind, and so are the numbers in the tabs', async (t) => {
    const { outcome, page, shownCoupons, tab } = await open(t, { hash: '#/member/SANDBOXMEMBER', prepare: setClock });
    await outcome();
    const kind = page.getByRole('combobox', { name: 'Type' });
    assert.deepEqual(await kind.locator('option').allInnerTexts(), ['All types', 'Dine-in', 'Takeaway', 'Online shop']);
    await kind.selectOption('Takeaway');
    assert.deepEqual(
      (await shownCoupons()).map(({ cpnName }) => cpnName),
      ['冰爽柠檬茶买一送一'],
    );
    assert.match(await tab('Available').innerText(), /1$/);
    assert.match(await tab('Used').innerText(), /0$/);
    await tab('Used').click();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('新会员20元全场券').waitFor();
  });

  test('of an unknown kind show the value from the CRM', async (t) => {
    const opened = await open(t, { hash: '#/member/SANDBOXMEMBER', fault: 'set=cpnType:"constructor"', prepare: setClock });
    await opened.outcome();
    const kinds = (await opened.coupons()).map(({ cpnType }) => cpnType);
    assert.ok(kinds.includes('Type constructor'), String(kinds));
  });

  test('are found by name and by code', async (t) => {
    const { outcome, page, shownCoupons } = await open(t, { hash: '#/member/SANDBOXMEMBER', prepare: setClock });
    await outcome();
    const search = page.getByRole('searchbox', { name: 'Search by name or code' });
    const all = await shownCoupons();
    await search.fill('柠檬');
    await page.getByText('1 match').waitFor();
    assert.deepEqual(
      (await shownCoupons()).map(({ cpnName }) => cpnName),
      ['冰爽柠檬茶买一送一'],
    );
    await search.fill(String(all[3].cpnCode));
    assert.deepEqual(
      (await shownCoupons()).map(({ cpnName }) => cpnName),
      [all[3].cpnName],
    );
    await search.fill('nothing like it');
    await page.getByText('No matching coupons').waitFor();
  });

  test('can be sorted by the end of validity', async (t) => {
    const { outcome, page, shownCoupons } = await open(t, { hash: '#/member/SANDBOX010000', prepare: setClock });
    await outcome();
    await page.locator('article').first().waitFor();
    const ends = async () => (await shownCoupons()).map(({ endDate }) => String(endDate));
    // This is the default order.
    assert.deepEqual(new Set(await ends()), new Set(['2026-11-25']));
    await page.getByRole('group', { name: 'Sort by' }).getByText('As listed').click();
    await page.locator('article').first().waitFor();
    assert.equal(new Set(await ends()).size, (await ends()).length);
    await page.getByRole('group', { name: 'Sort by' }).getByText('Expiring first').click();
    await page.locator('article').first().waitFor();
    assert.deepEqual(new Set(await ends()), new Set(['2026-11-25']));
  });

  test('that expire on the same day are sorted by time, whole days last', async (t) => {
    const endDates = ['2026-12-31', '2026-12-31 00:00:00', '2026-12-31 18:00:00', '2026-12-31T09:00'];
    const { outcome, page, shownCoupons } = await open(t, {
      hash: '#/member/SANDBOX010000',
      prepare: async (blank) => {
        await setClock(blank);
        await blank.route('**/listCpnItemByMember', async (route) => {
          const response = await route.fetch();
          const answer = await response.json();
          const [coupon] = answer.data.list;
          answer.data.list = endDates.map((endDate, index) => ({ ...coupon, id: String(index), status: 0, endDate }));
          await route.fulfill({ response, json: answer });
        });
      },
    });
    await outcome();
    await page.locator('article').first().waitFor();
    const ends = async () => (await shownCoupons()).map(({ endDate }) => endDate);
    await page.getByRole('group', { name: 'Sort by' }).getByText('As listed').click();
    assert.deepEqual(await ends(), endDates);
    await page.getByRole('group', { name: 'Sort by' }).getByText('Expiring first').click();
    assert.deepEqual(await ends(), ['2026-12-31T09:00', '2026-12-31 18:00:00', '2026-12-31', '2026-12-31 00:00:00']);
  });

  test('give a screen reader their position and number', async (t) => {
    const { outcome, page } = await open(t, { hash: '#/member/SANDBOX010000', prepare: setClock });
    await outcome();
    const first = page
      .getByRole('listitem')
      .filter({ has: page.locator('article') })
      .first();
    await first.waitFor();
    assert.equal(await first.getAttribute('aria-posinset'), '1');
    assert.equal(
      await first.getAttribute('aria-setsize'),
      await page
        .locator('[role=tab][aria-selected=true] .count')
        .innerText()
        .then((text) => text.replace(',', '')),
    );
  });

  test('keep the card with the focus in the document when the page is scrolled', async (t) => {
    const { outcome, page } = await open(t, { hash: '#/member/SANDBOX010000' });
    await outcome();
    const first = page.getByRole('button', { name: 'Show code' }).first();
    await first.focus();
    await page.evaluate(() => scrollTo(0, 200_000));
    await page
      .getByText(/第[1-9]\d{3}张/)
      .first()
      .waitFor();
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /Show code/);
  });
});

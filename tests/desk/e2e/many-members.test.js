// @ts-check
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { withDesk } from './with-desk.js';

/**
 * A text as ASCII-only JSON, for a header.
 *
 * @param {string} text
 */
const ascii = (text) => JSON.stringify(text).replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** @type {Record<string, string>} */
const NAMES = { 'Member ID': 'memberId', Result: 'result', Coupon: 'name', 'Coupon code': 'code', Hours: 'hours' };

/**
 * A moment of the current day in China, because the sandbox's coupons are valid today.
 *
 * @param {string} time
 */
const chinaToday = (time) => Date.parse(`${new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)}T${time}:00+08:00`);

describe('many members', () => {
  const { open } = withDesk();

  /**
   * @param {import('node:test').TestContext} t
   * @param {Parameters<typeof open>[1]} [how]
   */
  async function openMany(t, how) {
    const opened = await open(t, { hash: '#/batch', ...how });
    const { page } = opened;
    const ids = page.getByRole('textbox', { name: 'Member IDs' });
    if (how?.direct) await opened.goTo('Batch');
    await ids.waitFor();
    return {
      ...opened,
      ids,
      start: () => page.getByRole('button', { name: 'Start' }).click(),
      ended: () => page.locator('[data-run-phase=finished], [data-run-phase=stopped], [data-run-phase=broken]').waitFor({ timeout: 20_000 }),
      phase: () => page.locator('[data-run-phase]').getAttribute('data-run-phase'),
      figures: async () => {
        // The usable coupons are counted when the run has ended or is restored.
        await page.locator('[data-figure=usable]', { hasText: /\d/ }).waitFor();
        return page.locator('[data-figure]').evaluateAll((all) => Object.fromEntries(all.map((one) => [one.getAttribute('data-figure'), one.textContent])));
      },

      /** The exported file: its bytes, and its records as an independent CSV parser reads them. */
      exported: async () => {
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()]);
        const bytes = await readFile(await download.path());
        /** @type {Record<string, string>[]} */
        const records = parse(bytes, { bom: true, columns: (heads) => heads.map((head) => NAMES[head] ?? head), record_delimiter: '\r\n' });
        return { name: download.suggestedFilename(), bytes, records };
      },
    };
  }

  test('a pasted list is looked up, each member once, and exported', async (t) => {
    const { ids, start, ended, figures, exported, page, complaints } = await openMany(t);
    await ids.fill('\uFEFFSANDBOXMEMBER\r\n SANDBOXEMOJI0 \r\n\r\nSANDBOXNOBODY\nSANDBOXMEMBER\nSANDBOXNONE00\n');
    await page.getByText('4 IDs, 1 duplicate removed').waitFor();
    await start();
    await ended();
    const { usable, ...others } = await figures();
    assert.deepEqual(others, { done: '4 / 4', failed: '1', coupons: '13' });
    assert.match(await page.getByRole('region', { name: 'Why look-ups failed' }).innerText(), /The CRM rejected the look-up.*会员不存在.*1 member/s);

    const { name, bytes, records } = await exported();
    assert.match(name, /^coupons-\d{4}-\d\d-\d\d-\d{4}\.csv$/);
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const text = bytes.toString('utf8');
    // A line break in a name is unchanged. Every line of the file ends with CRLF (RFC 4180).
    assert.equal(
      text
        .replace(/"(?:[^"]|"")*"/g, '')
        .replaceAll('\r\n', '')
        .includes('\n'),
      false,
    );
    assert.ok(text.endsWith('\r\n'));
    assert.equal(records.length, 6 + 7 + 1 + 1);
    // How many that are depends on the day of the week and the time.
    assert.equal(usable, String(records.filter(({ Usability }) => Usability.startsWith('Can be used now')).length));
    assert.ok(Number(usable) > 0);
    const names = records.map((record) => record.name);
    assert.ok(names.includes('西冷牛排30元券'));
    assert.ok(names.includes('生僻字𠮷野家𰻝𰻝面券'));
    assert.ok(names.includes('<b>不是标签</b> & "引号" \\ 反斜杠\n换行'));
    assert.match(records.find(({ memberId }) => memberId === 'SANDBOXNOBODY')?.result ?? '', /^Failed: .*会员不存在/);
    assert.equal(records.find(({ memberId }) => memberId === 'SANDBOXNONE00')?.result, 'No coupons');
    const lunch = records.find((record) => record.name === '工作日午餐套餐券');
    assert.equal(lunch?.hours, 'Mon–Fri, 11:00–14:00');
    assert.equal(lunch?.code, '2901000000022');
    assert.deepEqual(complaints, []);
  });

  test('the number of usable coupons is that of the current time, also after a reload, as in the export', async (t) => {
    const { ids, start, ended, exported, figures, page } = await openMany(t, { prepare: (blank) => blank.clock.install({ time: chinaToday('13:58') }) });
    await ids.fill('SANDBOXWINDOW');
    await start();
    await ended();
    const usableNow = async () => (await exported()).records.filter(({ Usability }) => Usability.startsWith('Can be used now')).length;
    const atLunch = await usableNow();
    assert.equal((await figures()).usable, String(atLunch));
    await page.clock.fastForward(180_000);
    await page.locator('[data-figure=usable]', { hasNotText: new RegExp(`^${atLunch}$`) }).waitFor();
    const after = await usableNow();
    assert.ok(after > 0 && after < atLunch, `${after} of ${atLunch}`);
    assert.equal((await figures()).usable, String(after));
    await page.clock.runFor(5_000);
    await page.reload();
    await page.locator('[data-run-phase=finished]').waitFor();
    assert.equal((await figures()).usable, String(await usableNow()));
  });

  for (const first of ['=', '+', '-', '@', '\t', '\r', '\n=', ' =', '＝', '＋', '－', '＠']) {
    test(`a cell that begins with ${JSON.stringify(first)} is exported as text`, async (t) => {
      const formula = `${first}HYPERLINK("http://evil.example")\nand more`;
      const { ids, start, ended, exported } = await openMany(t, { fault: `set=cpnName:${ascii(formula)}` });
      await ids.fill('SANDBOXMEMBER');
      await start();
      await ended();
      const { records } = await exported();
      assert.equal(records[0].name, `'${formula}`);
      for (const record of records) for (const cell of Object.values(record)) assert.doesNotMatch(cell, /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
    });
  }

  test('codes are exported as plain digits, and the page says how to import them', async (t) => {
    const { ids, start, ended, exported, page } = await openMany(t, { fault: 'set=cpnCode:"0012345678905"' });
    await ids.fill('SANDBOXTILL00');
    await start();
    await ended();
    await page.getByText('Data → From Text/CSV').waitFor();
    const { records, bytes } = await exported();
    assert.equal(records[0].code, '0012345678905');
    assert.ok(bytes.toString('utf8').includes(',0012345678905,'));
  });

  test('an id that looks like a formula is exported as text', async (t) => {
    const { ids, start, ended, exported } = await openMany(t);
    await ids.fill('=1+1\n@SUM(A1)');
    await start();
    await ended();
    assert.deepEqual((await exported()).records.map(({ memberId }) => memberId).sort(), ["'=1+1", "'@SUM(A1)"]);
  });

  test('a file in GBK is read, in the column that its header names', async (t) => {
    const { page, start, ended, calls } = await openMany(t);
    // 姓名,会员ID in GBK.
    const head = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xbb, 0xe1, 0xd4, 0xb1, 0x49, 0x44]);
    const buffer = Buffer.concat([head, Buffer.from('\r\n"a, b",SANDBOXMEMBER\r\nc,"SANDBOXTILL00"\r\n')]);
    await page.locator('input[type=file]').setInputFiles({ name: 'members.csv', mimeType: 'text/csv', buffer });
    await page.getByText('2 IDs').waitFor();
    await start();
    await ended();
    assert.deepEqual(
      calls()
        .map((call) => call.postDataJSON().memberId)
        .sort(),
      ['SANDBOXMEMBER', 'SANDBOXTILL00'],
    );
  });

  test('a dropped file is read', async (t) => {
    const { page, ids } = await openMany(t);
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['platformId\noSandbox-_a\noSandbox-_b\n'], 'list.csv', { type: 'text/csv' }));
      return data;
    });
    const zone = page.locator('.zone');
    for (const type of ['dragenter', 'dragover', 'drop']) await zone.dispatchEvent(type, { dataTransfer: transfer });
    await page.getByText('2 IDs').waitFor();
    assert.match(await ids.inputValue(), /oSandbox-_a/);
  });

  test('the zone is marked while a file is over it or its field, and a dragged text is left to the browser', async (t) => {
    const { page } = await openMany(t);
    const shown = await page.locator('.zone').evaluate(async (zone) => {
      const file = new DataTransfer();
      file.items.add(new File(['A'], 'list.csv', { type: 'text/csv' }));
      const text = new DataTransfer();
      text.setData('text/plain', 'SANDBOXMEMBER');
      const field = /** @type {HTMLTextAreaElement} */ (zone.querySelector('textarea'));
      /** @param {Element} target @param {string} type @param {DataTransfer} dataTransfer */
      const drag = async (target, type, dataTransfer) => {
        const isHandled = !target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        await new Promise((resolve) => setTimeout(resolve, 50));
        return [isHandled, zone.classList.contains('over')];
      };
      return [
        await drag(zone, 'dragenter', file),
        await drag(field, 'dragenter', file),
        await drag(zone, 'dragleave', file),
        await drag(field, 'dragleave', file),
        await drag(field, 'dragenter', text),
        await drag(field, 'drop', text),
      ];
    });
    assert.deepEqual(shown, [
      [true, true],
      [true, true],
      [true, true],
      [true, false],
      [false, false],
      [false, false],
    ]);
  });

  test('an empty list and an unsuitable file are refused with a message', async (t) => {
    const { page, start } = await openMany(t);
    await start();
    await page.getByRole('alert').getByText('No IDs found').waitFor();
    const files = page.locator('input[type=file]');
    await files.setInputFiles({ name: 'a.xlsx', mimeType: 'application/zip', buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0xff, 0xff]) });
    await page.getByRole('alert').getByText("That's not a text file").waitFor();
    await files.setInputFiles({ name: 'big.csv', mimeType: 'text/csv', buffer: Buffer.alloc(5 * 1024 * 1024 + 1, 65) });
    await page.getByRole('alert').getByText('larger than 5 MB').waitFor();
  });

  test('the message about an unsuitable file disappears when a good one is chosen, also the same one as before', async (t) => {
    const { page } = await openMany(t);
    const files = page.locator('input[type=file]');
    const good = { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('SANDBOXMEMBER\n') };
    const message = page.getByRole('alert').getByText("That's not a text file");
    await files.setInputFiles(good);
    await page.getByText('1 ID').waitFor();
    await files.setInputFiles({ name: 'a.xlsx', mimeType: 'application/zip', buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0xff, 0xff]) });
    await message.waitFor();
    await files.setInputFiles(good);
    await message.waitFor({ state: 'detached', timeout: 10_000 });
  });

  test('a run can be stopped, and its results can be exported', async (t) => {
    const { ids, start, page, figures, phase, exported, calls } = await openMany(t, { fault: 'delay=300' });
    const list = Array.from({ length: 200 }, (_, index) => `SANDBOXNO${index}`);
    await ids.fill(['SANDBOXMEMBER', ...list].join('\n'));
    await start();
    await page.locator('[data-figure=done]', { hasText: /^[1-9]\d* \/ 201$/ }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped. You can export').waitFor();
    assert.equal(await phase(), 'stopped');
    const sent = calls().length;
    assert.ok(sent < 60, String(sent));
    const { done } = await figures();
    await page.waitForTimeout(800);
    assert.equal(calls().length, sent);
    assert.equal((await figures()).done, done);
    const { records } = await exported();
    assert.equal(records.filter(({ memberId }) => memberId === 'SANDBOXMEMBER').length, 6);
  });

  test('a run continues while another view is shown', async (t) => {
    const { ids, start, goTo, ended, figures, page } = await openMany(t, { fault: 'delay=150' });
    await ids.fill(Array.from({ length: 12 }, (_, index) => `SANDBOXNO${index}`).join('\n'));
    await start();
    await goTo('Settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await goTo('Batch');
    await ended();
    assert.equal((await figures()).done, '12 / 12');
  });

  test('the end of the session ends a run and shows the log-in', async (t) => {
    const { ids, start, page, context } = await openMany(t);
    await ids.fill('SANDBOXMEMBER\nSANDBOXTILL00');
    await context.clearCookies();
    await start();
    await page.getByRole('heading', { name: 'Your session has expired' }).waitFor();
    // The notice about the failed run has the same heading, but only the log-in offers the accounts.
    await page.getByRole('button', { name: 'Admin' }).waitFor();
  });

  test('a log-out ends a run, and the next account sees nothing of it', async (t) => {
    const { ids, start, page, calls, goTo } = await openMany(t, { fault: 'delay=300' });
    await ids.fill(['SANDBOXMEMBER', ...Array.from({ length: 200 }, (_, index) => `SANDBOXNO${index}`)].join('\n'));
    await start();
    await page.locator('[data-figure=done]', { hasText: /^[1-9]\d* \/ 201$/ }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
    const sent = calls().length;
    await page.getByRole('button', { name: 'Admin' }).click();
    // The address names no member after a log-out.
    await page.locator('#id').waitFor();
    await goTo('Batch');
    await ids.waitFor();
    await page.waitForTimeout(800);
    assert.equal(calls().length, sent);
    assert.equal(await ids.inputValue(), '');
    assert.equal(await page.locator('[data-run-phase]').getAttribute('data-run-phase'), 'initial');
    assert.equal(await page.getByRole('button', { name: 'Export CSV' }).count(), 0);
  });

  test('a run ends when the key is removed', async (t) => {
    const { ids, start, page, goTo, calls } = await openMany(t, { fault: 'delay=300', direct: true });
    await ids.fill(Array.from({ length: 200 }, (_, index) => `SANDBOXNO${index}`).join('\n'));
    await start();
    await page.locator('[data-figure=done]', { hasText: /^[1-9]\d* \/ 200$/ }).waitFor();
    await goTo('Settings');
    await page.getByRole('button', { name: 'Switch back to the gateway' }).click();
    await page.getByText('The key stays on the server. This page').waitFor();
    const sent = calls().length;
    assert.ok(sent > 0);
    await page.waitForTimeout(800);
    assert.equal(calls().length, sent);
  });

  test('a 401 of the CRM in direct mode does not end the session at the gateway', async (t) => {
    const { ids, start, ended, page, goTo } = await openMany(t, { fault: 'status=401', direct: true });
    await ids.fill('SANDBOXMEMBER');
    await start();
    await ended();
    await goTo('Settings');
    await page.getByRole('button', { name: 'Switch back to the gateway' }).click();
    await goTo('Look up');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    assert.equal(await page.getByRole('heading', { name: 'Please sign in' }).count(), 0);
  });

  test('an Excel file has only text cells, in the chosen language, with the values from the CRM', async (t) => {
    const { page } = await open(t, { hash: '#/batch', fault: 'set=cpnName:"=1+1",set=cpnCode:"0012345678905"', context: { locale: 'zh-CN' } });
    await page.getByRole('textbox', { name: '会员编号' }).fill('SANDBOXTILL00；SANDBOXNOBODY');
    await page.getByRole('button', { name: '开始查询' }).click();
    await page.locator('[data-run-phase=finished]').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 Excel' }).click()]);
    assert.match(download.suggestedFilename(), /^优惠券-\d{4}-\d\d-\d\d-\d{4}\.xlsx$/);
    const { default: readXlsxFile } = await import('read-excel-file/node');
    const sheets = await readXlsxFile(await readFile(await download.path()));
    const rows = Array.isArray(sheets[0]) ? sheets : /** @type {any} */ (sheets[0]).data;
    const heads = rows[0];
    const column = (/** @type {string} */ head) => heads.indexOf(head);
    assert.ok(
      ['会员ID', '错误类型', '错误码', '券码', '状态', '状态代码', '类型代码'].every((head) => column(head) >= 0),
      heads.join(),
    );
    const coupon = rows.find((/** @type {any} */ row) => row[column('券码')] === '0012345678905');
    assert.equal(coupon?.[column('券名')], '=1+1');
    assert.equal(coupon?.[column('状态代码')], '0');
    const failed = rows.find((/** @type {any} */ row) => row[column('会员ID')] === 'SANDBOXNOBODY');
    assert.deepEqual(
      [failed?.[column('错误类型')], failed?.[column('错误码')], failed?.[column('结果')]],
      ['api', '1012', '失败：会员系统拒绝了查询：会员不存在'],
    );
    // A number would lose its leading zeros.
    for (const row of rows) for (const cell of row) assert.ok(cell === null || typeof cell === 'string', String(cell));
  });

  test('failed members are grouped by reason, and can be retried and exported separately', async (t) => {
    const { ids, start, ended, figures, page, calls } = await openMany(t);
    let broken = true;
    await page.route('**/listCpnItemByMember', async (route) => {
      const { memberId } = route.request().postDataJSON();
      if (broken && memberId === 'SANDBOXMEMBER') await route.fulfill({ status: 404, body: '' });
      else await route.continue();
    });
    await ids.fill('SANDBOXMEMBER SANDBOXNO1 SANDBOXNO2 SANDBOXTILL00');
    await start();
    await ended();
    assert.equal((await figures()).failed, '3');
    const groups = page.getByRole('region', { name: 'Why look-ups failed' }).locator('details');
    assert.deepEqual(
      await groups
        .locator('summary')
        .allInnerTexts()
        .then((all) => all.map((words) => words.replace(/\s+/g, ' ').trim())),
      ['The CRM rejected the look-up 会员不存在 2 members', 'No gateway found 1 member'],
    );
    await groups.first().locator('summary').click();
    await groups.first().getByText('SANDBOXNO2').waitFor();

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export the failed ones' }).click()]);
    assert.match(download.suggestedFilename(), /^failed-members-.*\.csv$/);
    const failed = await readFile(await download.path());

    broken = false;
    await page.getByRole('button', { name: 'Retry the failed ones' }).click();
    await page.locator('[data-figure=failed]', { hasText: /^2$/ }).waitFor();
    await ended();
    const { done, coupons } = await figures();
    assert.deepEqual({ done, coupons }, { done: '4 / 4', coupons: '9' });

    // The field for the list reads the file of the failed ones.
    await page.locator('input[type=file]').setInputFiles({ name: download.suggestedFilename(), mimeType: 'text/csv', buffer: failed });
    await page.getByText('3 IDs').waitFor();
    const sent = calls().length;
    await start();
    await page.locator('[data-figure=done]', { hasText: '3 / 3' }).waitFor();
    const asked = calls().slice(sent);
    assert.deepEqual(asked.map((call) => call.postDataJSON().memberId).sort(), ['SANDBOXMEMBER', 'SANDBOXNO1', 'SANDBOXNO2']);
  });

  test('a reload during a retry keeps each member once: the new result, or the failure that was not yet repeated', async (t) => {
    const { ids, start, ended, exported, figures, page } = await openMany(t);
    const list = ['SANDBOXMEMBER', 'SANDBOXTILL00', 'SANDBOXEMOJI0', 'SANDBOXNONE00'];
    let failing = list.slice(1);
    /** @type {string[]} */
    let held = [];
    await page.route('**/listCpnItemByMember', async (route) => {
      const { memberId } = route.request().postDataJSON();
      if (failing.includes(memberId)) await route.fulfill({ status: 404, body: '' });
      else if (!held.includes(memberId)) await route.continue();
    });
    await ids.fill(list.join('\n'));
    await start();
    await ended();
    assert.equal((await figures()).failed, '3');

    [failing, held] = [[], list.slice(2)];
    await page.getByRole('button', { name: 'Retry the failed ones' }).click();
    await page.locator('[data-figure=failed]', { hasText: /^2$/ }).waitFor();
    // The new result is stored during the retry, because a page that crashes stores nothing.
    await page.waitForFunction(() => sessionStorage.getItem('coupon-desk:batch:0')?.split('"failure"').length === 3);
    page.once('dialog', (dialog) => dialog.accept());
    await page.reload();
    await page.locator('[data-run-phase=interrupted]').waitFor();
    const { done, failed } = await figures();
    assert.deepEqual([done, failed], ['4 / 4', '2']);
    const { records } = await exported();
    assert.deepEqual(
      list.map((id) => [...new Set(records.filter(({ memberId }) => memberId === id).map(({ result }) => result.split(':')[0]))]),
      [['OK'], ['OK'], ['Failed'], ['Failed']],
    );

    held = [];
    await page.getByRole('button', { name: 'Retry the failed ones' }).click();
    await ended();
    assert.deepEqual([(await figures()).done, (await figures()).failed], ['4 / 4', '0']);
  });

  test('a run that the end of the session ended is interrupted after the next log-in, and its results are kept', async (t) => {
    const { ids, start, figures, page } = await openMany(t);
    await page.route('**/listCpnItemByMember', (route) =>
      route.request().postDataJSON().memberId === 'SANDBOXTILL00' ? route.fulfill({ status: 401, body: '' }) : route.continue(),
    );
    await ids.fill('SANDBOXMEMBER');
    await start();
    await page.locator('[data-run-phase=finished]').waitFor();
    await ids.fill('SANDBOXTILL00');
    await start();
    await page.getByRole('heading', { name: 'Your session has expired' }).waitFor();
    await page.getByRole('button', { name: 'Admin' }).click();
    await page.locator('[data-run-phase=interrupted]').getByText('The batch was interrupted').waitFor();
    assert.equal((await figures()).done, '0 / 1');
    assert.equal(await page.getByText('Something went wrong').count(), 0);
  });

  test('the end of the session during a retry shows the log-in', async (t) => {
    const { ids, start, ended, page } = await openMany(t);
    let status = 404;
    await page.route('**/listCpnItemByMember', (route) => route.fulfill({ status, body: '' }));
    await ids.fill('SANDBOXMEMBER');
    await start();
    await ended();
    status = 401;
    await page.getByRole('button', { name: 'Retry the failed ones' }).click();
    // The notice about the failed run has the same heading, but only the log-in offers the accounts.
    await page.getByRole('button', { name: 'Admin' }).click();
    await page.locator('[data-run-phase=interrupted]').waitFor();
  });

  test('the chosen kind of id is used for a list without a header, also after a reload', async (t) => {
    const { start, ended, page, calls } = await openMany(t);
    const chosen = page.getByRole('radio', { name: 'Platform ID' });
    await page.getByRole('group', { name: 'Type of ID' }).getByText('Platform ID').click();
    await page.locator('#many-ids').fill('SHOP-CARD-7');
    for (const reload of [false, true]) {
      if (reload) {
        await page.reload();
        await page.locator('[data-run-phase=finished]').waitFor();
      }
      assert.ok(await chosen.isChecked());
      const [request] = await Promise.all([page.waitForRequest('**/listCpnItemByMember'), start()]);
      assert.deepEqual(request.postDataJSON(), { platformId: 'SHOP-CARD-7' });
      await ended();
    }
    assert.equal(calls().length, 2);
  });

  test('a batch is not stored by a save that is due after the log-out', async (t) => {
    const { ids, page } = await openMany(t, { prepare: (blank) => blank.clock.install() });
    await ids.fill('SANDBOXMEMBER');
    await page.getByText('1 ID').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Please sign in' }).waitFor();
    await page.clock.fastForward(2_500);
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), ['coupon-desk:log-outs']);
  });

  test('the number of usable coupons and the export use the first day of the week from the settings', async (t) => {
    // Only in a week from Sunday is this number the current weekday in China.
    const today = new Date(Date.now() + 8 * 3_600_000).getUTCDay() + 1;
    const { ids, start, ended, exported, figures } = await openMany(t, {
      fault: [0, 1, 2].map((index) => `set=weekLimit@${index}:"${today}"`).join(),
      prepare: (blank) => blank.addInitScript(() => localStorage.setItem('coupon-desk:week-start', '"sunday"')),
    });
    await ids.fill('SANDBOXTILL00');
    await start();
    await ended();
    const { usable, coupons } = await figures();
    const { records } = await exported();
    assert.equal(records.length, Number(coupons));
    assert.equal(usable, coupons);
    assert.deepEqual(
      records.filter(({ Usability }) => !Usability.startsWith('Can be used now')),
      [],
    );
  });

  test('the list and the results survive a reload, and a log-out removes them', async (t) => {
    const { ids, start, ended, figures, page, goTo } = await openMany(t);
    await ids.fill('SANDBOXMEMBER\nSANDBOXNO1');
    await start();
    await ended();
    const before = await figures();
    await page.waitForTimeout(400);
    await page.reload();
    await ids.waitFor();
    assert.equal(await ids.inputValue(), 'SANDBOXMEMBER\nSANDBOXNO1');
    assert.deepEqual(await figures(), before);
    assert.equal(await page.locator('[data-run-phase]').getAttribute('data-run-phase'), 'finished');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Admin' }).click();
    await page.locator('#id').waitFor();
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), ['coupon-desk:log-outs']);
    await goTo('Batch');
    assert.equal(await ids.inputValue(), '');
  });

  test('the list and the results survive a reload while the server does not say who is logged in', async (t) => {
    const { ids, start, ended, figures, page } = await openMany(t);
    await ids.fill('SANDBOXMEMBER\nSANDBOXNO1');
    await start();
    await ended();
    const before = await figures();
    await page.route('**/session', (route) => route.fulfill({ status: 503 }));
    await page.reload();
    await page.getByRole('heading', { name: "Can't reach the server" }).waitFor();
    await page.unroute('**/session');
    await page.getByRole('button', { name: 'Try again' }).click();
    await ids.waitFor();
    assert.equal(await ids.inputValue(), 'SANDBOXMEMBER\nSANDBOXNO1');
    assert.deepEqual(await figures(), before);
  });

  test('a run shows the remaining time, and the page warns before it is closed', async (t) => {
    const { ids, start, page } = await openMany(t, { fault: 'delay=300' });
    await ids.fill(Array.from({ length: 120 }, (_, index) => `SANDBOXNO${index}`).join(','));
    await start();
    await page.getByText(/^about \d+ (seconds|minutes?) left$/).waitFor();
    const warned = page.waitForEvent('dialog');
    const leaving = page.close({ runBeforeUnload: true });
    const dialog = await warned;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();
    await leaving;
    assert.equal(page.isClosed(), false);
    await page.getByRole('button', { name: 'Stop' }).click();
  });

  test('each figure is on one line', async (t) => {
    const { ids, start, ended, page } = await openMany(t, { context: { viewport: { width: 1366, height: 768 } } });
    await ids.fill('SANDBOXMEMBER');
    await start();
    await ended();
    const figure = page.locator('[data-figure=done]');
    await figure.evaluate((element) => (element.textContent = '2,000 / 2,000'));
    const { height, size } = await figure.evaluate((element) => ({
      height: element.getBoundingClientRect().height,
      size: Number.parseFloat(getComputedStyle(element).lineHeight),
    }));
    assert.ok(height < 1.5 * size, `${height} of lines of ${size}`);
  });

  test('a list of 20,000 ids is read', async (t) => {
    const { page } = await openMany(t);
    const buffer = Buffer.from(Array.from({ length: 20_000 }, (_, index) => `M${index}`).join('\n'));
    await page.locator('input[type=file]').setInputFiles({ name: 'members.csv', mimeType: 'text/csv', buffer });
    await page.getByText('20,000 IDs').waitFor();
  });
});

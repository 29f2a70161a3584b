// @ts-check
// The modules of the batch, without a page: reading ids, grouping failures, storing a batch and exporting it.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import init, { CouponError } from 'houcaller-coupons/gateway-client';
import { deskModules } from './desk-modules.js';

const {
  'batch/id-list': { readIdList },
  'batch/outcomes': { failureGroups, outcomeOf },
  'batch/time-left': { timeLeftWords },
  'batch/kept-batch': { keepBatch, keptBatch },
  'batch/forget-batch': { forgetBatch },
  'batch/export-rows': { exportRows, COLUMNS },
  'batch/csv': { csvFile },
  'texts/i18n': { show },
} = await deskModules(
  'batch/id-list',
  'batch/outcomes',
  'batch/time-left',
  'batch/kept-batch',
  'batch/forget-batch',
  'batch/export-rows',
  'batch/csv',
  'texts/i18n',
);

const [A, B, C] = ['K1H93QDKI00B7', 'I44E2MBRA0615', 'SANDBOXMEMBER'];
const OPENID = 'oEv-It_aoh7mzEinzyPhnR0-uVc41';

before(() => init());

describe('readIdList reads', () => {
  const members = (/** @type {string[]} */ ...ids) => ids.map((memberId) => ({ memberId }));

  for (const [title, text] of /** @type {const} */ ([
    ['one id per line', `${A}\n${B}\n${C}`],
    ['Windows line breaks and a byte order mark', `\uFEFF${A}\r\n ${B} \r\n\r\n${C}\n`],
    ['ids separated by commas', `${A},${B},${C}`],
    ['ids separated by spaces', `${A} ${B}  ${C}`],
    ['ids separated by Chinese semicolons', `${A}；${B}；${C}`],
    ['ids separated by Chinese commas', `${A}，${B}、${C}`],
    ['ids separated by tabs', `${A}\t${B}\t${C}`],
    ['several ids on several lines', `${A},${B}\n${C}`],
    ['an id in full-width characters', `Ｋ１Ｈ９３ＱＤＫＩ００Ｂ７\n${B}\n${C}`],
    ['a column with the header memberId', `name,memberId\n"a, b",${A}\nc,${B}\nd,${C}`],
    ['a column with the header 会员ID', `姓名,会员ID\n张三,${A}\n李四,${B}\n王五,${C}`],
    ['a column with the header 会员卡号', `会员卡号\t姓名\n${A}\t张三\n${B}\t李四\n${C}\t王五`],
    ['a column with the header 卡号, separated by semicolons', `姓名;卡号\n张三;${A}\n李四;${B}\n王五;${C}`],
    ['quoted ids on several lines, as databases export them', `"${A}"\n"${B}"\n"${C}"\n`],
    ['quoted ids in several columns', `"${A}","${B}"\n"${C}",""`],
    ['the first column of a table without a header', `${A},张三,13800138000\n${B},李四,13800138001\n${C},王五,13800138002`],
    ['the first column of a table with names in Latin letters', `${A},Zhang San\n${B},Li Si\n${C},VIP 2`],
    ['the first column of a table with phone numbers', `${A};13800138000\n${B};138 0013 8001\n${C};+86 138-0013-8002`],
    ['the first column of a table with dates', `${A}\t2026-11-01\n${B}\t2026/1/5 12:30\n${C}\t1.12.2026`],
    ['the first column of a table with amounts and addresses', `${A},12.50,a@b.example\n${B},¥8.00,\n${C},.5,c@d.example`],
    ['several ids on a line below a header', `memberId\n${A};${B}\n${C}`],
    ['several ids on a line below a header, with a comma after it', `会员ID,\n${A} ${B}\n${C},`],
    ['only the first column below a header, beside names without one', `memberId\n${A},张三\n${B},李四\n${C},王五`],
    ['several ids in a cell', `name,memberId\nx,"${A}、${B}"\ny,${C}`],
  ])) {
    test(title, async () => assert.deepEqual(await readIdList(text, 'memberId'), { queries: members(A, B, C), duplicates: 0 }));
  }

  describe('every word of a list', () => {
    for (const [title, text, ids] of /** @type {[string, string, string[]][]} */ ([
      ['with an id that is one character short', 'K1H93QDKI00B7,I44E2MBRA061\nSANDBOXMEMBER,SANDBOXSTATUS', [A, 'I44E2MBRA061', C, 'SANDBOXSTATUS']],
      ['the same with semicolons', 'K1H93QDKI00B7;I44E2MBRA061\nSANDBOXMEMBER;SANDBOXSTATUS', [A, 'I44E2MBRA061', C, 'SANDBOXSTATUS']],
      ['the same with Chinese commas and spaces', 'K1H93QDKI00B7，I44E2MBRA061\nSANDBOXMEMBER SANDBOXSTATUS', [A, 'I44E2MBRA061', C, 'SANDBOXSTATUS']],
      [
        'with ids in lower case',
        'k1h93qdki00b7,i44e2mbra0615\nsandboxmember,sandboxstatus',
        ['k1h93qdki00b7', 'i44e2mbra0615', 'sandboxmember', 'sandboxstatus'],
      ],
      ['with ids of another length', 'M1,M2,M3\nM4,M5', ['M1', 'M2', 'M3', 'M4', 'M5']],
      [
        'with ids of digits like a phone number',
        '13800138000,13800138001\n13800138002,13800138003',
        ['13800138000', '13800138001', '13800138002', '13800138003'],
      ],
      ['with a full stop after an id', `${A},${B}.\n${C},X1`, [A, `${B}.`, C, 'X1']],
      ['with a note in one of its lines', `${A},${B}\n${C},X1\nX2,X3\nX4,作废`, [A, B, C, 'X1', 'X2', 'X3', 'X4', '作废']],
      ['with commas and spaces', `${A} ${B},X1 X2\n${C},X3`, [A, B, 'X1', 'X2', C, 'X3']],
    ])) {
      test(title, async () => assert.deepEqual(await readIdList(text, 'memberId'), { queries: members(...ids), duplicates: 0 }));
    }
  });

  test('each id once', async () => {
    assert.deepEqual(await readIdList(`${A}\n${B}\n${A} ${A}`, 'memberId'), { queries: members(A, B), duplicates: 2 });
  });

  test('platform ids, recognised by the header, the form or the chosen kind', async () => {
    assert.deepEqual(await readIdList('平台ID\nabc\ndef', 'memberId'), { queries: [{ platformId: 'abc' }, { platformId: 'def' }], duplicates: 0 });
    for (const header of ['openid', 'OpenID', 'open_id', '微信openid', '微信 OpenID']) {
      assert.deepEqual(await readIdList(`${header}\nabc`, 'memberId'), { queries: [{ platformId: 'abc' }], duplicates: 0 }, header);
    }
    assert.deepEqual(await readIdList(`${A}\n${OPENID}`, 'memberId'), { queries: [{ memberId: A }, { platformId: OPENID }], duplicates: 0 });
    assert.deepEqual(await readIdList('abc def', 'platformId'), { queries: [{ platformId: 'abc' }, { platformId: 'def' }], duplicates: 0 });
  });

  test('an export of this page, with either kind of id in a row', async () => {
    const export_ = `会员ID,平台ID,结果\n${A},,失败：会员不存在\n,${OPENID},失败：会员不存在\n,${OPENID},成功\n`;
    assert.deepEqual(await readIdList(export_, 'memberId'), { queries: [{ memberId: A }, { platformId: OPENID }], duplicates: 1 });
    assert.deepEqual(await readIdList(`Member ID\tPlatform ID\n\t${OPENID}`, 'memberId'), { queries: [{ platformId: OPENID }], duplicates: 0 });
  });

  test('a long list in slices, between which the page can do other work', async () => {
    const ids = Array.from({ length: 50_000 }, (_, index) => `MEMBER${index}`);
    for (const text of [ids.join('\n'), `memberId,name\n${ids.join(',x\n')},x`]) {
      await readIdList(A, 'memberId');
      let turns = 0;
      const other = setInterval(() => (turns += 1));
      const { queries } = await readIdList(text, 'memberId').finally(() => clearInterval(other));
      assert.equal(queries.length, ids.length);
      assert.ok(turns > 0);
    }
  });

  test('no ids from a text without any', async () => {
    for (const text of ['', ' \n\n', ',,；', 'memberId\n']) assert.deepEqual(await readIdList(text, 'memberId'), { queries: [], duplicates: 0 }, text);
  });
});

const coupon = {
  id: 'C1',
  cpnName: '券',
  cpnCode: '2901000000015',
  cpnType: '1',
  status: 3,
  begDate: '2026-11-01',
  endDate: '2026-12-31',
  timeLimit: '',
  weekLimit: '',
  useTime: '',
};
const results = [
  { query: { memberId: A }, coupons: [{ ...coupon, picUrl: '/a.jpg', openid: 'secret' }] },
  { query: { memberId: 'N1' }, error: new CouponError('api', '会员不存在', { code: 1012 }) },
  { query: { memberId: 'N2' }, error: new CouponError('decode', 'data.list[3].cpnCode: expected a string', { status: 502 }) },
  { query: { memberId: 'N3' }, error: new CouponError('api', '会员不存在', { code: 1012 }) },
  { query: { memberId: 'N4' }, error: new CouponError('decode', 'data.list[0].cpnCode: expected a string', { status: 502 }) },
  { query: { memberId: 'N5' }, error: new CouponError('api', '渠道不存在', { code: 1004 }) },
  { query: { memberId: 'N6' }, error: new CouponError('api', '会员不存在', { code: 1012 }) },
  { query: { platformId: OPENID }, coupons: [] },
];

describe('failed members', () => {
  test('are grouped by reason, the reason with the most members first', () => {
    const groups = failureGroups(results.map(outcomeOf));
    assert.deepEqual(
      groups.map((/** @type {any} */ { failure, ids }) => [failure.kind, failure.code, failure.message, ids]),
      [
        ['api', 1012, '会员不存在', ['N1', 'N3', 'N6']],
        ['decode', undefined, 'data.list[3].cpnCode: expected a string', ['N2', 'N4']],
        ['api', 1004, '渠道不存在', ['N5']],
      ],
    );
  });
});

describe('an export', () => {
  test('is in the current language, and also contains the values from the CRM', async () => {
    const outcomes = results.map(outcomeOf);
    await show('zh-CN');
    const zh = await exportRows(outcomes, 'monday', 'gateway');
    await show('en');
    const en = await exportRows(outcomes, 'monday', 'gateway');
    /** @param {Record<string, string | undefined>} row */
    const cells = ({ memberId, platformId, outcome, errorKind, errorCode, kind, rawKind, status, rawStatus, window }) => [
      memberId ?? platformId,
      outcome,
      errorKind,
      errorCode,
      kind,
      rawKind,
      status,
      rawStatus,
      window,
    ];
    assert.deepEqual(cells(zh[0]), [A, '成功', undefined, undefined, '外卖', '1', '已退款', '3', '全天可用']);
    assert.deepEqual(cells(en[0]), [A, 'OK', undefined, undefined, 'Takeaway', '1', 'Refunded', '3', 'Any time']);
    assert.deepEqual(cells(zh[1]).slice(0, 4), ['N1', '失败：会员系统拒绝了查询：会员不存在', 'api', '1012']);
    assert.deepEqual(cells(en[2]).slice(0, 4), ['N2', "Failed: The CRM's answer was incomplete: data.list[3].cpnCode: expected a string", 'decode', '']);
    assert.deepEqual(cells(zh[7]).slice(0, 2), [OPENID, '没有优惠券']);
    assert.ok(COLUMNS.includes('rawStatus') && COLUMNS.includes('errorKind'));
  });

  test('of members is read back as a list of ids, also of an id that a spreadsheet would run', async () => {
    const queries = [{ memberId: '=1+1' }, { platformId: OPENID }, { memberId: OPENID }, { memberId: '-abc' }, { memberId: '@SUM(A1)' }, { memberId: A }];
    const outcomes = queries.map((query) => outcomeOf({ query, error: new CouponError('network', 'lost,\n"twice"') }));
    for (const language of ['zh-CN', 'en']) {
      await show(language);
      const text = await csvFile(await exportRows(outcomes, 'monday', 'gateway')).text();
      assert.deepEqual(await readIdList(text, 'platformId'), { queries, duplicates: 0 });
    }
  });

  test('explains a failure by the mode of the connection', async () => {
    await show('en');
    const outcomes = [outcomeOf({ query: { memberId: 'N1' }, error: new CouponError('http', 'HTTP status 404', { status: 404 }) })];
    const reasonWith = async (/** @type {string} */ way) => (await exportRows(outcomes, 'monday', way))[0].outcome;
    assert.equal(await reasonWith('gateway'), 'Failed: No gateway found: HTTP status 404');
    assert.equal(await reasonWith('direct'), 'Failed: The request was refused: HTTP status 404');
  });
});

describe('a stored batch', () => {
  /** @type {Map<string, string>} */
  const items = new Map();
  let room = Infinity;
  /** The names of the items, in the order in which they were written. @type {string[]} */
  let written = [];
  before(() => {
    Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      value: {
        getItem: (/** @type {string} */ name) => items.get(name) ?? null,
        removeItem: (/** @type {string} */ name) => items.delete(name),
        setItem: (/** @type {string} */ name, /** @type {string} */ text) => {
          if (text.length > room) throw new DOMException('', 'QuotaExceededError');
          items.set(name, text);
          written.push(name);
        },
      },
    });
  });
  const batch = { owner: 'admin', text: A, kind: 'memberId', phase: 'finished', asked: 8, outcomes: results.map(outcomeOf) };

  test('is returned to its owner only', () => {
    assert.ok(keepBatch(batch));
    assert.deepEqual(keptBatch('admin'), JSON.parse(JSON.stringify(batch)));
    // Only the fields that an export needs are stored.
    assert.ok(![...items.values()].join().includes('secret'));
    assert.equal(keptBatch('direct'), undefined);
    assert.equal(items.size, 0);
  });

  test('is written again only where it changed', () => {
    const outcomes = Array.from({ length: 250 }, (_, index) => outcomeOf({ query: { memberId: `M${index}` }, coupons: [] }));
    const keep = (/** @type {unknown[]} */ of) => {
      written = [];
      assert.ok(keepBatch({ ...batch, outcomes: [...of] }));
      return written.map((name) => name.replace('coupon-desk:batch', ''));
    };
    assert.deepEqual(keep(outcomes.slice(0, 150)), [':0', ':1', '']);
    assert.deepEqual(keep(outcomes), [':1', ':2', '']);
    const { outcomes: kept } = keptBatch('admin');
    assert.deepEqual(kept, JSON.parse(JSON.stringify(outcomes)));
    // After a reload, the outcomes are those that were read.
    assert.deepEqual(keep(kept), ['']);
    // A retry replaces the outcome of a member.
    const replaced = kept.with(120, outcomeOf({ query: { memberId: 'M120' }, coupons: [coupon] }));
    assert.deepEqual(keep(replaced), [':1', '']);
    assert.equal(JSON.parse(items.get('coupon-desk:batch:1') ?? '')[20].coupons.length, 1);
    assert.deepEqual(keep(kept), [':1', '']);
    // Another batch has fewer members.
    const fewer = kept.filter((/** @type {unknown} */ _, /** @type {number} */ index) => index !== 120 && index < 200);
    assert.deepEqual(keep(fewer), [':1', '']);
    assert.deepEqual(keptBatch('admin').outcomes, fewer);
    forgetBatch();
    assert.equal(items.size, 0);
    // The same outcomes are written again after they were removed.
    assert.deepEqual(keep(fewer), [':0', ':1', '']);
    forgetBatch();
  });

  test('is removed if it does not fit into the storage or is not valid', () => {
    room = 10;
    assert.equal(keepBatch(batch), false);
    assert.equal(items.size, 0);
    room = Infinity;
    for (const text of ['{', '[]', '{"owner":"admin"}']) {
      items.set('coupon-desk:batch', text);
      assert.equal(keptBatch('admin'), undefined);
    }
    keepBatch(batch);
    forgetBatch();
    assert.equal(items.size, 0);
  });
});

test('the remaining time is rounded', async () => {
  await show('en');
  assert.deepEqual([timeLeftWords(1, 100), timeLeftWords(100, 410), timeLeftWords(1_000, 350)], ['5 seconds', '45 seconds', '6 minutes']);
  await show('zh-CN');
  assert.deepEqual([timeLeftWords(100, 410), timeLeftWords(1_000, 350)], ['45秒钟', '6分钟']);
});

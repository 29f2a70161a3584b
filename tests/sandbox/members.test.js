// @ts-check
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { startSandbox } from '../../sandbox/server.js';
import { envelope, isEan13, listCoupons, post, PUBLISHED_MEMBER, PUBLISHED_PLATFORM } from './support.js';

const sandbox = await startSandbox();
after(() => sandbox.close());

/** @type {{ memberId: string, platformId: string, title: { zh: string, en: string }, coupons: number }[]} */
const members = await (await fetch(`${sandbox.url}/sandbox/members`)).json();

/** @param {string} memberId */
const couponsOf = (memberId) => listCoupons(sandbox.url, { memberId });

const publishedFile = new URL('../../sandbox/published-response.json', import.meta.url);
const PUBLISHED_SHA256 = '80d7d9d308a45f95e07fda9e99d64ac6bf0763f02b7fe9578c20529e2665c8bb';

test('the file of the published response is unchanged', async () => {
  const digest = createHash('sha256')
    .update(await readFile(publishedFile))
    .digest('hex');
  assert.equal(digest, PUBLISHED_SHA256);
});

for (const query of [
  { memberId: PUBLISHED_MEMBER },
  { platformId: PUBLISHED_PLATFORM },
  { memberId: PUBLISHED_MEMBER, platformId: PUBLISHED_PLATFORM },
  { memberId: PUBLISHED_MEMBER, platformId: '' },
  { memberId: ' ', platformId: PUBLISHED_PLATFORM },
  { memberId: null, platformId: PUBLISHED_PLATFORM },
]) {
  test(`the published member gets the published response, without white space: ${JSON.stringify(query)}`, async () => {
    const response = await post(sandbox.url, envelope(query));
    const body = Buffer.from(await response.arrayBuffer());
    const published = JSON.parse(await readFile(publishedFile, 'utf8'));

    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/json;charset=UTF-8');
    assert.ok(body.equals(Buffer.from(JSON.stringify(published))));
    assert.equal(published.data.list.length, 8);
  });
}

test('the list of members has ids in the style of the API, titles in two languages, and the published one', () => {
  assert.equal(members.find(({ memberId }) => memberId === PUBLISHED_MEMBER)?.platformId, PUBLISHED_PLATFORM);
  for (const { memberId, platformId, title } of members) {
    assert.match(memberId, /^[0-9A-Z]{13}$/);
    assert.match(platformId, /^o[\w-]{28}$/);
    assert.match(title.zh, /\p{Script=Han}/u);
    assert.match(title.en, /^[\x20-\x7e]+$/);
  }
  assert.equal(new Set(members.flatMap(({ memberId, platformId }) => [memberId, platformId])).size, members.length * 2);
});

test('each member has as many coupons as the list says, the same for either id', async () => {
  for (const { memberId, platformId, coupons } of members) {
    const byMember = await (await post(sandbox.url, envelope({ memberId }))).text();
    const byPlatform = await (await post(sandbox.url, envelope({ platformId }))).text();
    assert.equal(byMember, byPlatform);
    assert.equal(JSON.parse(byMember).data.list.length, coupons, memberId);
  }
});

test('a coupon of a made-up member has every field of the published ones, in their order', async () => {
  const [published] = await couponsOf(PUBLISHED_MEMBER);
  const [madeUp] = await couponsOf('SANDBOXMEMBER');
  assert.deepEqual(Object.keys(madeUp), Object.keys(published));
  for (const [field, value] of Object.entries(published)) assert.equal(typeof madeUp[field], typeof value, field);
  assert.equal(madeUp.mmbid, 'SANDBOXMEMBER');
});

test('every code but one is a valid EAN-13, and ids and codes are unique', async () => {
  const lists = await Promise.all(members.map(({ memberId }) => couponsOf(memberId)));
  const all = lists.flat();
  const invalid = all.filter(({ cpnCode }) => !isEan13(cpnCode));

  assert.deepEqual(
    invalid.map(({ mmbid }) => mmbid),
    ['SANDBOXTILL00'],
  );
  assert.match(invalid[0].cpnCode, /^\d{13}$/);
  assert.ok(all.some(({ cpnCode }) => cpnCode.startsWith('0')));
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  assert.equal(new Set(all.map(({ cpnCode }) => cpnCode)).size, all.length);
});

test('SANDBOXSTATUS has every status, an unknown one and strings', async () => {
  const statuses = (await couponsOf('SANDBOXSTATUS')).map(({ status }) => status);
  for (const status of [0, 1, 2, 3, 7, 9, '0', '1']) assert.ok(statuses.includes(status), JSON.stringify(status));
});

test('SANDBOXWINDOW has every kind of timeLimit', async () => {
  const limits = (await couponsOf('SANDBOXWINDOW')).map(({ timeLimit }) => timeLimit);
  for (const limit of ['', '11:00-14:00', '11:00-14:00,17:00-21:00', '22:00-02:00', '25:00-14']) {
    assert.ok(limits.includes(limit), limit);
  }
});

test('SANDBOXWINDOW has a coupon with hours and weekdays', async () => {
  const coupons = await couponsOf('SANDBOXWINDOW');
  assert.ok(coupons.some(({ timeLimit, weekLimit }) => timeLimit === '11:00-14:00' && weekLimit === '1,2,3,4,5'));
});

test('SANDBOXWEEKLY has every kind of weekLimit', async () => {
  const limits = (await couponsOf('SANDBOXWEEKLY')).map(({ weekLimit }) => weekLimit);
  for (const limit of ['', '1,2,3,4,5', '6,7', '1,2,3,4,5,6,7', '0,8', '周一至周五']) {
    assert.ok(limits.includes(limit), limit);
  }
});

test('one member has no coupon, one has 200, one has 10,000', async () => {
  assert.deepEqual(await couponsOf('SANDBOXNONE00'), []);
  assert.equal((await couponsOf('SANDBOX000200')).length, 200);

  const many = await couponsOf('SANDBOX010000');
  assert.equal(many.length, 10_000);
  for (const field of ['cpnType', 'status', 'picUrl', 'endDate', 'timeLimit', 'weekLimit']) {
    assert.ok(new Set(many.map((coupon) => coupon[field])).size > 1, `${field} varies`);
  }
});

test('SANDBOXNOVEL0 has unknown fields, nested ones too', async () => {
  const [published] = await couponsOf(PUBLISHED_MEMBER);
  const novel = await couponsOf('SANDBOXNOVEL0');
  for (const coupon of novel) {
    assert.ok(Object.keys(coupon).some((field) => !Object.hasOwn(published, field)));
  }
  assert.equal(novel[1].rules.stores[0].tags[1], '✈️');
});

test('SANDBOXSPARSE has lenient fields that are absent, null and empty, and every strict field', async () => {
  const [absent, nulls, empty] = await couponsOf('SANDBOXSPARSE');
  for (const field of ['cpnType', 'cpnid', 'mmbid', 'openid', 'picUrl']) {
    assert.equal(Object.hasOwn(absent, field), false, field);
    assert.equal(nulls[field], null, field);
    assert.equal(empty[field], '', field);
  }
  assert.deepEqual(Object.keys(absent).sort(), ['begDate', 'cpnCode', 'cpnName', 'endDate', 'id', 'status']);
});

test('SANDBOXEMOJI0 has names with Chinese text, emoji and characters outside the Basic Multilingual Plane', async () => {
  const text = JSON.stringify(await couponsOf('SANDBOXEMOJI0'));
  assert.match(text, /\p{Script=Han}/u);
  assert.match(text, /\p{Emoji_Presentation}/u);
  assert.match(text, /\u200d/);
  assert.match(text, /𠮷/u);
});

test('SANDBOXEMOJI0 has markup, right-to-left text and a very long name', async () => {
  const coupons = await couponsOf('SANDBOXEMOJI0');
  const names = coupons.map(({ cpnName }) => cpnName);
  assert.ok(names.some((name) => /<b>.*<\/b>/.test(name)));
  assert.ok(coupons.some(({ content }) => /<img .*onerror=/.test(content)));
  assert.ok(names.some((name) => /\u200f.*\p{Script=Arabic}/u.test(name)));
  assert.ok(names.some((name) => name.length > 90));
});

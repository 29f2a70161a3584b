// @ts-check
// The look-up of one member: which first day of the week the coupons are judged by, and at which time.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import init, { CouponError } from 'houcaller-coupons/gateway-client';
import { nextTick, ref, watch } from 'vue';
import { deskModules } from './desk-modules.js';

const {
  'look-up/look-up': { useLookUp },
} = await deskModules('look-up/look-up');

const QUERY = { memberId: 'K1H93QDKI00B7' };
/** A coupon of one weekday. Whichever day it is in China, one of the two is a coupon of today. */
const weekday = new Date(Date.now() + 8 * 3_600_000).getUTCDay();
const ofToday = (/** @type {'monday' | 'sunday'} */ weekStart) => String(weekStart === 'sunday' ? weekday + 1 : weekday || 7);
const coupon = {
  id: '1',
  cpnName: '',
  cpnCode: '',
  cpnType: '0',
  status: 0,
  begDate: '2020-01-01',
  endDate: '2099-12-31',
  timeLimit: '',
  weekLimit: ofToday('monday'),
};

/** A promise, and the function that resolves it. */
function held() {
  /** @type {(value?: unknown) => void} */
  let release = () => {};
  return { until: new Promise((resolve) => (release = resolve)), release: () => release() };
}

/** @param {() => boolean} condition */
async function until(condition) {
  const end = Date.now() + 5_000;
  while (!condition()) {
    assert.ok(Date.now() < end, String(condition));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A look-up whose setting can be changed, as the desk uses it. */
function newLookUp() {
  const weekStart = ref('monday');
  const lookUp = useLookUp(() => weekStart.value);
  watch(weekStart, () => lookUp.judgeAnew());
  return { ...lookUp, weekStart };
}

/** @param {any} state */
const reasons = (state) => state.value.coupons.map((/** @type {any} */ { verdict }) => verdict.reason);

before(() => init());

describe('the first day of the week', () => {
  test('that is chosen during the request is used', async () => {
    const answer = held();
    const { state, lookUp, weekStart } = newLookUp();
    const done = lookUp({ listCoupons: () => answer.until.then(() => [coupon]) }, QUERY);
    weekStart.value = 'sunday';
    await nextTick();
    answer.release();
    await done;
    assert.deepEqual(reasons(state), ['wrongWeekday']);
    weekStart.value = 'monday';
    await nextTick();
    await until(() => reasons(state)[0] === 'usable');
  });

  test('that is chosen while the coupons are judged is used for all of them', async () => {
    const { state, lookUp, weekStart } = newLookUp();
    // So many that they are judged in several tasks.
    const coupons = Array.from({ length: 20_000 }, () => coupon);
    const answered = held();
    const done = lookUp(
      {
        listCoupons: async () => {
          answered.release();
          return coupons;
        },
      },
      QUERY,
    );
    await answered.until;
    await new Promise((resolve) => setTimeout(resolve, 25));
    assert.equal(state.value.phase, 'loading');
    weekStart.value = 'sunday';
    await done;
    assert.deepEqual(new Set(reasons(state)), new Set(['wrongWeekday']));
  });

  test('that is chosen during a refresh is used, also if the refresh fails', async () => {
    const { state, lookUp, refresh, weekStart } = newLookUp();
    await lookUp({ listCoupons: async () => [coupon] }, QUERY);
    assert.deepEqual(reasons(state), ['usable']);
    const answer = held();
    const done = refresh({ listCoupons: () => answer.until.then(() => Promise.reject(new CouponError('network', 'lost'))) });
    weekStart.value = 'sunday';
    await until(() => reasons(state)[0] !== 'usable');
    answer.release();
    await done;
    assert.equal(state.value.refreshing, 'failed');
    assert.deepEqual(reasons(state), ['wrongWeekday']);
  });
});

test('the time of the result is not after the time of its verdicts', async () => {
  const { state, lookUp } = newLookUp();
  let latest = 0;
  const coupons = Array.from({ length: 20_000 }, () => coupon);
  const done = lookUp(
    {
      listCoupons: async () => {
        setTimeout(() => (latest = Date.now()));
        return coupons;
      },
    },
    QUERY,
  );
  await done;
  // The first coupons were judged before this timer ran, because judging so many takes several tasks.
  assert.ok(latest > 0 && state.value.at <= latest, `${state.value.at} <= ${latest}`);
});

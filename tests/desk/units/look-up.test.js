// @ts-check
// The look-up of one member: which answers are shown, by which first day of the week the coupons are judged, and at which time.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import init, { CouponError } from 'houcaller-coupons/gateway-client';
import { nextTick, ref, watch } from 'vue';
import { deskModules } from './desk-modules.js';

const {
  'look-up/look-up': { useLookUp },
} = await deskModules('look-up/look-up');

const QUERY = { memberId: 'K1H93QDKI00B7' };
const OTHER = { memberId: 'I44E2MBRA0615' };
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

describe('an answer that comes too late is ignored', () => {
  test('after a reset, which aborts the request', async () => {
    const answer = held();
    const { state, lookUp, reset } = newLookUp();
    /** @type {AbortSignal | undefined} */
    let sent;
    const client = {
      listCoupons: (/** @type {unknown} */ _, /** @type {{ signal: AbortSignal }} */ { signal }) => {
        sent = signal;
        return answer.until.then(() => [coupon]);
      },
    };
    const done = lookUp(client, QUERY);
    assert.equal(sent?.aborted, false);
    reset();
    assert.equal(sent?.aborted, true);
    answer.release();
    await done;
    assert.deepEqual(state.value, { phase: 'initial' });
  });

  for (const [title, next] of /** @type {[string, (desk: ReturnType<typeof newLookUp>) => unknown][]} */ ([
    ['a reset', ({ reset }) => reset()],
    ['the look-up of another member', ({ lookUp }) => lookUp({ listCoupons: async () => [{ ...coupon, id: '2' }] }, OTHER)],
  ])) {
    for (const [result, answered] of /** @type {[string, () => unknown][]} */ ([
      ['coupons', () => [coupon]],
      ['a failure', () => Promise.reject(new CouponError('network', 'lost'))],
    ])) {
      test(`if ${title} comes before ${result} of a refresh`, async () => {
        const answer = held();
        const desk = newLookUp();
        await desk.lookUp({ listCoupons: async () => [coupon] }, QUERY);
        const done = desk.refresh({ listCoupons: () => answer.until.then(answered) });
        await next(desk);
        const { value } = desk.state;
        answer.release();
        await done;
        assert.equal(desk.state.value, value);
      });
    }
  }
});

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

  test('that is chosen does not bring back the coupons of the previous member', async () => {
    const { state, lookUp, judgeAnew } = newLookUp();
    // So many that they are judged in several tasks.
    const coupons = Array.from({ length: 20_000 }, () => coupon);
    await lookUp({ listCoupons: async () => coupons }, QUERY);
    let isJudged = false;
    const judged = judgeAnew().then(() => (isJudged = true));
    await lookUp({ listCoupons: async () => [{ ...coupon, id: '2' }] }, OTHER);
    assert.equal(isJudged, false);
    await judged;
    assert.deepEqual(
      state.value.coupons.map((/** @type {any} */ one) => one.coupon.id),
      ['2'],
    );
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

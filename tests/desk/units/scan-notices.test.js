// @ts-check
// What the desk does with a scan: it looks a member up, shows a coupon, or says what was scanned.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { nextTick, ref, shallowRef } from 'vue';
import { deskModules } from './desk-modules.js';

const {
  'scan/scans': { useScans },
} = await deskModules('scan/scans');

/**
 * The keys that a scanner presses for a text.
 *
 * @param {string} text
 * @param {Partial<KeyboardEvent>} [how] the properties of the keys before Enter
 */
async function scan(text, how = {}) {
  for (const key of [...text, 'Enter']) {
    globalThis.window.dispatchEvent(Object.assign(new Event('keydown'), { key, code: '', shiftKey: false }, key === 'Enter' ? {} : how));
  }
  await nextTick();
}

/** A desk of staff without a browser. It records what it is asked to do. */
function newDesk() {
  /** @type {unknown[]} */
  const asked = [];
  return {
    asked,
    barrier: ref(),
    viewKey: ref(0),
    ownId: ref(),
    batch: ref(),
    idField: shallowRef(null),
    state: shallowRef(/** @type {any} */ ({ phase: 'initial' })),
    ask: (/** @type {unknown} */ query) => asked.push(query),
    highlight: (/** @type {string} */ code) => asked.push(code),
    closeCode: () => {},
  };
}

/** The state in which a coupon with the given code is shown. */
const shown = (/** @type {string} */ cpnCode) => ({ phase: 'found', query: { memberId: 'K1H93QDKI00B7' }, coupons: [{ coupon: { cpnCode } }], at: 0 });

before(() => {
  for (const name of ['Element', 'HTMLInputElement', 'HTMLTextAreaElement']) Object.defineProperty(globalThis, name, { configurable: true, value: class {} });
});
// A new window for each test, because the listeners of a desk remain on the window.
beforeEach(() => {
  Object.defineProperty(globalThis, 'window', { configurable: true, value: new EventTarget() });
});

describe('the notice about a scan, and the question', () => {
  for (const [title, change] of /** @type {[string, (desk: ReturnType<typeof newDesk>) => void][]} */ ([
    ['a log-out', (desk) => (desk.barrier.value = 'log-in')],
    ['a change of the account or the connection', (desk) => desk.viewKey.value++],
  ])) {
    test(`do not stay after ${title}`, async () => {
      const desk = newDesk();
      const { notice, question } = useScans(desk);
      await nextTick();
      await scan('13800138000');
      assert.equal(notice.value?.text, '13800138000');
      change(desk);
      await nextTick();
      assert.equal(notice.value, undefined);

      desk.barrier.value = undefined;
      desk.batch.value = 'running';
      await nextTick();
      await scan('K1H93QDKI00B7');
      assert.equal(question.value?.about, 'member');
      change(desk);
      await nextTick();
      assert.equal(question.value, undefined);
      assert.deepEqual(desk.asked, []);
    });
  }
});

describe('a scan does nothing', () => {
  for (const [title, change] of /** @type {[string, (desk: ReturnType<typeof newDesk>) => void][]} */ ([
    ['before the log-in', (desk) => (desk.barrier.value = 'log-in')],
    ['while the session is checked', (desk) => (desk.barrier.value = 'checking')],
    ['before the key is entered', (desk) => (desk.barrier.value = 'key')],
    ['on the page of a member', (desk) => (desk.ownId.value = 'I44E2MBRA0615')],
  ])) {
    test(title, async () => {
      const desk = newDesk();
      change(desk);
      const { notice } = useScans(desk);
      await nextTick();
      for (const text of ['K1H93QDKI00B7', '7270000006699']) await scan(text);
      assert.deepEqual(desk.asked, []);
      assert.equal(notice.value, undefined);
    });
  }
});

describe('keys are no scan', () => {
  for (const how of [{ repeat: true }, { ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    test(`with ${Object.keys(how)}`, async () => {
      const desk = newDesk();
      const { notice } = useScans(desk);
      await nextTick();
      await scan('A'.repeat(10), how);
      assert.deepEqual(desk.asked, []);
      assert.equal(notice.value, undefined);
      await scan('A'.repeat(10));
      assert.deepEqual(desk.asked, [{ memberId: 'AAAAAAAAAA' }]);
    });
  }
});

describe('the code of a coupon that is shown', () => {
  for (const [title, code] of [
    ['', '7270000006699'],
    [' and has the form of a product code', '6901234567892'],
    [' and has the form of a member id', 'ABC-123'],
    [' and has the form of a payment code', '134567890123456789'],
  ]) {
    test(`highlights that coupon${title}: ${code}`, async () => {
      const desk = newDesk();
      desk.state.value = shown(code);
      const { notice } = useScans(desk);
      await nextTick();
      await scan(code);
      assert.equal(notice.value, undefined);
      assert.deepEqual(desk.asked, [code]);
    });
  }
});

test('the notice about the code of a coupon says whether a member is shown who does not have it', async () => {
  const desk = newDesk();
  const { notice } = useScans(desk);
  await nextTick();
  await scan('7270200006680');
  assert.deepEqual(notice.value, { lookalike: 'coupon', text: '7270200006680', memberShown: false });
  desk.state.value = shown('7270000006699');
  await scan('7270200006680');
  assert.deepEqual(notice.value, { lookalike: 'coupon', text: '7270200006680', memberShown: true });
});

test('the code of a product is not said to be that of a coupon', async () => {
  const desk = newDesk();
  desk.state.value = shown('7270000006699');
  const { notice } = useScans(desk);
  await nextTick();
  await scan('6901234567892');
  assert.equal(notice.value?.lookalike, 'product');
  await scan('7270200006680');
  assert.equal(notice.value?.lookalike, 'coupon');
});

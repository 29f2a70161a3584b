// @ts-check
// Which entries of the tab's history are from before a log-out.
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { deskModules } from './desk-modules.js';
import { storageInMemory } from './storage-in-memory.js';

const {
  'session/history-marks': { useHistoryMarks },
} = await deskModules('session/history-marks');

/** The entries of a tab's history. The router writes `position` into each. @type {any[]} */
let entries = [];
let at = -1;
Object.defineProperty(globalThis, 'history', {
  configurable: true,
  value: {
    get state() {
      return entries[at];
    },
    replaceState: (/** @type {any} */ state) => (entries[at] = state),
  },
});

/** A page of the desk, with as much of a router as the marks use. */
function newPage() {
  /** @type {Function[]} */
  const hooks = [];
  const marks = useHistoryMarks({ afterEach: (/** @type {Function} */ hook) => hooks.push(hook) });
  const arrive = (/** @type {unknown} */ failure) => hooks.forEach((hook) => hook({}, {}, failure));
  return {
    ...marks,
    push: () => {
      at++;
      entries = [...entries.slice(0, at), { position: at }];
      arrive(undefined);
    },
    /** Goes to another entry. Whether that is from before a log-out decides whether the router shows it. */
    reach: (/** @type {number} */ entry) => {
      at = entry;
      return marks.isBeforeLogOut();
    },
    arrive,
  };
}

beforeEach(() => {
  storageInMemory('sessionStorage');
  [entries, at] = [[], -1];
});

describe('a history entry', () => {
  test('from before a log-out is recognised, one from after it is not', () => {
    const page = newPage();
    for (let pushed = 0; pushed < 3; pushed++) page.push();
    assert.ok(!page.reach(1));
    page.countLogOut();
    // The desk replaces the entry in which the log-out happens.
    page.arrive(undefined);
    assert.ok(!page.isBeforeLogOut());
    assert.ok(page.reach(0));
    assert.ok(page.reach(2));
    page.arrive(undefined);
    assert.ok(!page.isBeforeLogOut());
    page.push();
    assert.ok(!page.isBeforeLogOut());
    assert.deepEqual(
      entries.map(({ position }) => position),
      [0, 1, 2, 3],
    );
  });

  test('is recognised after the page was loaded again', () => {
    const before = newPage();
    before.push();
    before.countLogOut();
    before.push();
    const page = newPage();
    assert.ok(!page.isBeforeLogOut());
    assert.ok(page.reach(0));
  });

  test('is not marked by a navigation that was cancelled', () => {
    const page = newPage();
    page.push();
    page.countLogOut();
    page.push();
    page.reach(0);
    page.arrive(new Error('cancelled'));
    assert.ok(page.isBeforeLogOut());
  });

  test('without a mark is a new one, such as an address that was typed', () => {
    const page = newPage();
    page.push();
    page.countLogOut();
    page.push();
    entries[1] = null;
    assert.ok(!page.reach(1));
  });

  test('is recognised without a storage until the page is loaded again', () => {
    Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('', 'SecurityError');
      },
    });
    const page = newPage();
    page.push();
    page.countLogOut();
    page.push();
    assert.ok(page.reach(0));
    assert.ok(!newPage().reach(0));
  });
});

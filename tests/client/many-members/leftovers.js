// @ts-check
import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/**
 * Fails if a timer, an unhandled rejection or a warning is left behind between the two hooks.
 *
 * @param {typeof import('node:test').before} [first] default: around each test
 * @param {typeof import('node:test').after} [last]
 */
export function leavesNothingBehind(first = beforeEach, last = afterEach) {
  /** @type {unknown[]} */
  let complaints = [];
  /** @param {unknown} complaint */
  const complain = (complaint) => void complaints.push(complaint);
  let already = 0;

  first(() => {
    complaints = [];
    process.on('unhandledRejection', complain);
    process.on('warning', complain);
    already = timers();
  });
  last(async () => {
    await new Promise(setImmediate);
    const left = timers() - already;
    await sleep(5);
    process.off('unhandledRejection', complain);
    process.off('warning', complain);
    assert.deepEqual(complaints, []);
    assert.equal(left, 0, `${left} timers were left behind`);
  });
}

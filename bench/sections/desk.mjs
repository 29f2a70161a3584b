// @ts-check
import { median, table } from '../figures.mjs';
import * as desk from '../parts/desk.mjs';
import { count, coupons, digits, ratio, time } from '../units.mjs';

export const wanted = { part: desk.PART };

const NS_PER_S = 1e9;

/** @param {import('../compared.mjs').Compared} run */
export const text = (run) => `## The desk

[The coupon desk](../docs/desk.md) with ${coupons(desk.COUPONS)} through a gateway, in Chromium with a ${desk.CPU_SLOWDOWN} × CPU slow-down, beside a page with Vant’s
search field and list; ${desk.ROUNDS} rounds. The time goes from the key or the input to the frame that shows the card. Vant’s list
grows as it is scrolled and removes no row; the desk keeps only the rows in view, and judges, sorts and counts all coupons before
it shows the first. Each scrolls by 900 pixels a frame, 120 frames down and 120 back up. The search comes
after that, while Vant’s list still has the rows that it was scrolled to.

${beside(run)}

A batch of ${count(desk.MEMBERS)} members on the desk, each with 8 coupons from a CRM that answers after ${desk.CRM_LATENCY_MS} ms; ${desk.BATCH_ROUNDS} rounds. The browser
reports tasks of the page from ${desk.LONG_TASK_MS} ms on.

${batches(run)}`;

/** @param {import('../compared.mjs').Compared} run */
function beside(run) {
  const whats = [desk.LOOK_UP, desk.SEARCH, desk.SCROLL];
  const rows = desk.CONTENDERS.map((contender) => [
    contender,
    ...whats.flatMap((what) => {
      const of = { ...wanted, host: 'Chromium', what, contender: desk.DESK };
      return [time(run.one({ ...of, contender })?.samples ?? []), contender === desk.DESK ? '' : ratio(run.ratio(of, contender))];
    }),
  ]);
  return table(['', ...whats.flatMap((what) => [what, 'ratio'])], rows);
}

/** @param {import('../compared.mjs').Compared} run */
function batches(run) {
  const rows = desk.SLOWDOWNS.map((size) => {
    const samples = (/** @type {string} */ what) => run.one({ ...wanted, what, size })?.samples ?? [];
    const longest = samples(desk.LONGEST_TASK);
    const took = samples(desk.BATCH);
    return [
      `${size} × CPU slow-down`,
      time(took),
      digits((desk.MEMBERS * NS_PER_S) / median(took)),
      median(longest) === 0 ? `none over ${desk.LONG_TASK_MS} ms` : time(longest),
      samples(desk.LONG_TASKS).join(', '),
    ];
  });
  return table(['', 'in all', 'members/s', 'longest task', 'long tasks in each round'], rows);
}

// @ts-check

/**
 * Shows coupons on a page, and tells the driver when the browser is about to paint them.
 *
 * @param {import('houcaller-coupons').Coupon[]} coupons
 */
export async function show(coupons) {
  const list = document.createElement('ul');
  list.append(
    ...coupons.map(({ cpnName, endDate }) => {
      const item = document.createElement('li');
      item.textContent = `${cpnName}, ${endDate}`;
      return item;
    }),
  );
  document.body.append(list);
  await new Promise(requestAnimationFrame);
  Object.assign(globalThis, { started: { at: performance.now(), items: document.querySelectorAll('li').length } });
}

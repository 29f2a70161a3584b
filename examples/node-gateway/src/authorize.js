// @ts-check
// Decides who may query whose coupons.

/**
 * Lets an admin query everybody's coupons, and a member only their own.
 *
 * @param {import('./sessions.js').Sessions} sessions
 * @returns {import('houcaller-coupons/gateway').Authorize}
 */
export function authorizeBy(sessions) {
  return async (request, query) => {
    const { account } = await sessions.of(request);
    if (account.role === 'admin') return { ...query, caller: `admin:${account.id}` };
    const { memberId } = account;
    return query.memberId === memberId && query.platformId === undefined ? { memberId, caller: `member:${memberId}` } : null;
  };
}

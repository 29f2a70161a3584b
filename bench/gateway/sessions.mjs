// @ts-check
// Who may ask: one bearer token a member, in memory. Every contender looks its callers up here, and the load comes from here.

/** So many that no two connections ever ask for the same member at once. */
export const MEMBERS = 1_024;

/** @param {number} index */
export const memberId = (index) => `BENCH${String(index).padStart(8, '0')}`;

/** @param {number} index */
export const bearer = (index) => `Bearer session-${index}`;

const members = new Map(Array.from({ length: MEMBERS }, (_, index) => [bearer(index), memberId(index)]));

/**
 * @param {string | null | undefined} authorization
 * @returns {string | undefined} the member who has that session
 */
export const memberOf = (authorization) => members.get(authorization ?? '') ?? another(authorization ?? '');

/** Those of a load in which no member asks twice. @param {string} authorization */
function another(authorization) {
  const index = /^Bearer session-(\d+)$/.exec(authorization)?.[1];
  return index === undefined ? undefined : memberId(Number(index));
}

/**
 * The request in which a member asks for its own coupons.
 *
 * @param {number} index
 */
export const requestOf = (index) => ({
  method: /** @type {const} */ ('POST'),
  headers: { 'content-type': 'application/json', 'authorization': bearer(index) },
  body: JSON.stringify({ memberId: memberId(index) }),
});

// @ts-check
// The members of the load and their bearer tokens, for the contenders and for the load generator.

/** Each connection queries members of its own, so that no two query the same one at the same time. */
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
export const memberOf = (authorization) => members.get(authorization ?? '') ?? parsedMember(authorization ?? '');

/** For a load in which no member asks twice, which needs more members. @param {string} authorization */
function parsedMember(authorization) {
  const index = /^Bearer session-(\d+)$/.exec(authorization)?.[1];
  return index === undefined ? undefined : memberId(Number(index));
}

/**
 * The request for the coupons of a member.
 *
 * @param {number} index
 */
export const requestOf = (index) => ({
  method: /** @type {const} */ ('POST'),
  headers: { 'content-type': 'application/json', authorization: bearer(index) },
  body: JSON.stringify({ memberId: memberId(index) }),
});

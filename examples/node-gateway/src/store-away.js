// @ts-check

/** The store gives no answer, so that nobody can tell for now who is logged in: 503, and not 401, which would log everybody out. */
export class StoreAway extends Error {}

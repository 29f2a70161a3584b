// @ts-check

/** The store does not answer, so sessions cannot be checked. Answered with 503, because 401 would log everybody out. */
export class StoreUnavailable extends Error {}

/** Why a request is not answered with coupons: a status, and one of a few words that say nothing of the caller, the member or the reason behind it. */
export class Refusal {
  constructor(
    readonly status: number,
    /** For the log, the metrics and the answer. */
    readonly outcome: string,
    readonly headers: Readonly<Record<string, string>> = {},
    /** What failed, for the log alone. */
    readonly failure?: string,
  ) {}
}

/** A refusal for now, with the time after which to come back. */
export function later(status: number, outcome: string, ms = 1_000, failure?: string): Refusal {
  const seconds = Number.isFinite(ms) ? Math.max(1, Math.ceil(ms / 1_000)) : 1;
  return new Refusal(status, outcome, { 'retry-after': String(seconds) }, failure);
}

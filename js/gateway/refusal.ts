/**
 * A refusal of a request: a status, and an outcome from a fixed set of phrases, which reveals nothing about the caller,
 * the member or the cause.
 */
export class Refusal {
  constructor(
    readonly status: number,
    /** For the log, the metrics and the `title` of the answer. */
    readonly outcome: string,
    readonly headers: Readonly<Record<string, string>> = {},
    /** The cause, for the log only. */
    readonly failure?: string,
  ) {}
}

/** Makes a refusal with `Retry-After`. */
export function retryLater(status: number, outcome: string, ms = 1_000, failure?: string): Refusal {
  const seconds = Number.isFinite(ms) ? Math.max(1, Math.ceil(ms / 1_000)) : 1;
  return new Refusal(status, outcome, { 'retry-after': String(seconds) }, failure);
}

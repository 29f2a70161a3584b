import { CouponError } from '../coupon-error.js';
import type { BatchOptions, BatchProgress, Coupon, MemberQuery, MemberResult, RequestOptions, ResponseView } from '../types.js';
import { Mailbox } from './mailbox.js';
import { Pause } from './pause.js';
import { Recent } from './recent.js';

type ListCoupons = (query: MemberQuery, options: RequestOptions) => Promise<Coupon[]>;
type Source = Iterable<MemberQuery> | AsyncIterable<MemberQuery>;
type Letter = { pulled: IteratorResult<MemberQuery, unknown> } | { result: MemberResult } | { thrown: unknown };

const DEFAULT_CONCURRENCY = 4;
const MOST_CONCURRENCY = 64;
const MOST_REMEMBERED = 100_000;
// After a 429 that does not say for how long, and at the most.
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;

/** Results of many calls as they finish. No more of them are under way, or wait to be taken, than `concurrency` says. */
export async function* listMany(
  list: ListCoupons,
  source: Source,
  options: BatchOptions = {},
): AsyncGenerator<MemberResult, void, void> {
  const { concurrency = DEFAULT_CONCURRENCY, onProgress, signal, ...each } = options;
  check(concurrency);
  const queries = iterator(source);
  const mailbox = new Mailbox<Letter>();
  const seen = new Recent(MOST_REMEMBERED);
  const pause = new Pause();
  const progress: BatchProgress = { asked: 0, done: 0, failed: 0, duplicates: 0 };
  const ending = typeof AbortController === 'function' ? new AbortController() : undefined;
  const callSignal = ending?.signal ?? signal;
  const callOptions: RequestOptions = {
    ...each,
    ...(callSignal && { signal: callSignal }),
    onResponse(view: ResponseView) {
      if (view.status === 429) pause.extend(Math.min(view.retryAfterMs ?? PAUSE_MS, LONGEST_PAUSE_MS));
      return each.onResponse?.(view);
    },
  };
  const onAbort = () => {
    ending?.abort(signal?.reason);
    mailbox.post({ thrown: signal?.reason });
  };

  const pull = async () => mailbox.post({ pulled: await queries.next() });
  const ask = async (query: MemberQuery) => {
    await pause.over(callSignal);
    mailbox.post({ result: await outcome(list, query, callOptions) });
  };
  // What a promise rejects with ends the run when its letter is read.
  const begin = (work: Promise<void>) => void work.catch((thrown: unknown) => mailbox.post({ thrown }));

  let underWay = 0;
  let pulling = false;
  let exhausted = false;
  signal?.addEventListener('abort', onAbort);
  try {
    if (signal?.aborted) throw signal.reason;
    while (true) {
      if (!pulling && !exhausted && underWay < concurrency) {
        pulling = true;
        begin(pull());
      }
      if (!pulling && underWay === 0) return;
      const letter = await mailbox.next();
      if (signal?.aborted) throw signal.reason;
      if ('thrown' in letter) throw letter.thrown;
      if ('result' in letter) {
        underWay -= 1;
        progress.done += 1;
        if (letter.result.error) progress.failed += 1;
        tell(onProgress, { ...progress });
        yield letter.result;
      } else {
        pulling = false;
        if (letter.pulled.done) {
          exhausted = true;
        } else if (seen.has(identity(letter.pulled.value))) {
          progress.duplicates += 1;
        } else {
          progress.asked += 1;
          underWay += 1;
          begin(ask(letter.pulled.value));
        }
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    ending?.abort();
    // Not awaited: a source that hangs must not hold up the caller who left.
    if (!exhausted) begin(Promise.resolve(queries.return?.()).then(() => undefined));
  }
}

async function outcome(list: ListCoupons, query: MemberQuery, options: RequestOptions): Promise<MemberResult> {
  try {
    return { query, coupons: await list(query, options) };
  } catch (error) {
    if (error instanceof CouponError) return { query, error };
    throw error;
  }
}

/** Equal for queries that ask the same; a query that is none is told apart by its error, not here. */
function identity(query: MemberQuery): string {
  try {
    return JSON.stringify([query.memberId?.trim() || null, query.platformId?.trim() || null]);
  } catch {
    return JSON.stringify(['not a query', Math.random()]);
  }
}

function iterator(source: Source): AsyncIterator<MemberQuery, unknown> | Iterator<MemberQuery, unknown> {
  const { [Symbol.asyncIterator]: inTime, [Symbol.iterator]: atOnce } = Object(source);
  const iterate = inTime ?? atOnce;
  if (typeof source === 'string' || typeof iterate !== 'function') {
    throw new CouponError('input', `queries: expected an iterable of queries, found ${source === null ? 'null' : `a ${typeof source}`}`);
  }
  return iterate.call(source);
}

function check(concurrency: number): void {
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > MOST_CONCURRENCY) {
    throw new CouponError('input', `concurrency: expected a whole number from 1 to ${MOST_CONCURRENCY}, found another value`);
  }
}

function tell(onProgress: BatchOptions['onProgress'], progress: BatchProgress): void {
  try {
    onProgress?.(progress);
  } catch {
    // The hook's own affair.
  }
}

import init, { type MemberQuery } from 'houcaller-coupons/gateway-client';
import { onScopeDispose, shallowReactive, type ShallowReactive } from 'vue';
import type { Client } from '../connection/client';
import { yieldToBrowser } from '../coupons/slices';
import { isLoggedOut } from '../look-up/failure';
import { isFailed, outcomeOf, type Outcome } from './outcomes';

/** `interrupted`: the run ended with an earlier page or session. `broken`: an error ended the run. */
export type RunPhase = 'initial' | 'running' | 'stopped' | 'finished' | 'broken' | 'interrupted';

export interface RunState {
  phase: RunPhase;
  asked: number;
  /** The number of members with an outcome. */
  done: number;
  /** The members that the run has yet to look up. Changes with each result, also with one that replaces a failure. */
  left: number;
  failed: number;
  coupons: number;
  /** The average milliseconds per member. Undefined until there are enough results for an estimate. */
  msEach: number | undefined;
  /** The error that ended the run early. */
  error: unknown;
}

export interface Run {
  state: ShallowReactive<RunState>;
  outcomes: () => Outcome[];
  start: (client: Client, queries: MemberQuery[]) => Promise<void>;
  /** Looks up the failed members again. Each keeps its failure until its new result replaces it. */
  retryFailed: (client: Client) => Promise<void>;
  stop: () => void;
  /** Restores a run from the storage. */
  restore: (phase: RunPhase, asked: number, outcomes: Outcome[]) => void;
}

/** The results that an estimate of the time per member needs. */
const MIN_RESULTS_FOR_ESTIMATE = 4;

/** The calls that `listCouponsOfMembers` starts before it waits for one to end: its default concurrency. */
const FIRST_CALLS = 4;

/** Yields the first queries in tasks of their own, because the first calls compile code and would together be one long task on a slow device. */
async function* inTasks(queries: readonly MemberQuery[]): AsyncGenerator<MemberQuery> {
  for (const [index, query] of queries.entries()) {
    if (index < FIRST_CALLS) await yieldToBrowser();
    yield query;
  }
}

const nothing = (): RunState => ({ phase: 'initial', asked: 0, done: 0, left: 0, failed: 0, coupons: 0, msEach: undefined, error: undefined });

/** Looks up the coupons of many members and stores what an export needs. The run stops when the calling scope is disposed. */
export function useRun(): Run {
  const state = shallowReactive(nothing());
  /** The outcomes by member. The key contains the kind of the id, because a member id may equal a platform id. */
  const outcomes = new Map<string, Outcome>();
  let current = new AbortController();
  let over = false;
  onScopeDispose(() => {
    over = true;
    stop();
  });

  function tally(outcome: Outcome, by: 1 | -1): void {
    if (isFailed(outcome)) state.failed += by;
    else state.coupons += by * outcome.coupons.length;
  }

  /** Adds the outcome of a member, or replaces the member's earlier one in its place. */
  function count(outcome: Outcome): void {
    const key = JSON.stringify(outcome.query);
    const before = outcomes.get(key);
    if (before) tally(before, -1);
    tally(outcome, 1);
    outcomes.set(key, outcome);
    state.done = outcomes.size;
  }

  async function ask(client: Client, queries: readonly MemberQuery[]): Promise<void> {
    current.abort();
    const { signal } = (current = new AbortController());
    const began = performance.now();
    Object.assign(state, { phase: 'running', left: queries.length, error: undefined, msEach: undefined });
    try {
      await init();
      for await (const result of client.listCouponsOfMembers(inTasks(queries), { signal })) {
        if (isLoggedOut(result.error)) throw result.error;
        count(outcomeOf(result));
        state.left--;
        const results = queries.length - state.left;
        if (results >= MIN_RESULTS_FOR_ESTIMATE) state.msEach = (performance.now() - began) / results;
      }
      // A retry does not look up the members that an earlier stop left without an outcome.
      state.phase = state.done === state.asked ? 'finished' : 'stopped';
    } catch (error) {
      if (!signal.aborted) Object.assign(state, { phase: 'broken', error });
    }
  }

  async function start(client: Client, queries: MemberQuery[]): Promise<void> {
    if (over) return;
    outcomes.clear();
    Object.assign(state, nothing(), { asked: queries.length });
    await ask(client, queries);
  }

  async function retryFailed(client: Client): Promise<void> {
    if (over) return;
    const failed = [...outcomes.values()].filter(isFailed).map(({ query }) => query);
    await ask(client, failed);
  }

  function stop(): void {
    current.abort();
    if (state.phase === 'running') state.phase = 'stopped';
  }

  function restore(phase: RunPhase, asked: number, kept: Outcome[]): void {
    outcomes.clear();
    // The error of a broken run is not stored, so the page could not say what it was.
    const ended = phase === 'running' || phase === 'broken' ? 'interrupted' : phase;
    Object.assign(state, nothing(), { phase: ended, asked });
    for (const outcome of kept) count(outcome);
  }

  return { state, outcomes: () => [...outcomes.values()], start, retryFailed, stop, restore };
}

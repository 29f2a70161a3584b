import init, { type MemberQuery } from 'houcaller-coupons/gateway-client';
import { onScopeDispose, shallowReactive, type ShallowReactive } from 'vue';
import type { Client } from '../connection/client';
import { judgeAll } from '../coupons/judged';
import type { WeekStart } from '../coupons/week-start';
import { isLoggedOut } from '../look-up/failure';
import { idOf, isFailed, outcomeOf, type Outcome } from './outcomes';

/** `interrupted`: the page was reloaded during the run. `broken`: an error ended the run. */
export type RunPhase = 'initial' | 'running' | 'stopped' | 'finished' | 'broken' | 'interrupted';

export interface RunState {
  phase: RunPhase;
  asked: number;
  /** The number of outcomes so far. */
  done: number;
  failed: number;
  coupons: number;
  usable: number;
  /** The average milliseconds per member. Undefined until there are enough results for an estimate. */
  msEach: number | undefined;
  /** The error that ended the run early. */
  error: unknown;
}

export interface Run {
  state: ShallowReactive<RunState>;
  outcomes: () => readonly Outcome[];
  start: (client: Client, queries: MemberQuery[], weekStart: WeekStart) => Promise<void>;
  /** Looks up the failed members again. */
  retryFailed: (client: Client, weekStart: WeekStart) => Promise<void>;
  stop: () => void;
  /** Restores a run from the storage. */
  restore: (phase: RunPhase, asked: number, usable: number, outcomes: Outcome[]) => void;
}

/** The results that an estimate of the time per member needs. */
const MIN_RESULTS_FOR_ESTIMATE = 4;

const nothing = (): RunState => ({ phase: 'initial', asked: 0, done: 0, failed: 0, coupons: 0, usable: 0, msEach: undefined, error: undefined });

/** Looks up the coupons of many members and stores what an export needs. The run stops when the calling scope is disposed. */
export function useRun(): Run {
  const state = shallowReactive(nothing());
  let outcomes: Outcome[] = [];
  let current = new AbortController();
  let over = false;
  onScopeDispose(() => {
    over = true;
    stop();
  });

  function count(outcome: Outcome): void {
    outcomes.push(outcome);
    state.done = outcomes.length;
    if (isFailed(outcome)) state.failed++;
    else state.coupons += outcome.coupons.length;
  }

  async function ask(client: Client, queries: readonly MemberQuery[], weekStart: WeekStart): Promise<void> {
    current.abort();
    const { signal } = (current = new AbortController());
    const [before, began] = [outcomes.length, performance.now()];
    Object.assign(state, { phase: 'running', error: undefined, msEach: undefined });
    try {
      await init();
      for await (const result of client.listCouponsOfMembers(queries, { signal })) {
        if (isLoggedOut(result.error)) throw result.error;
        const judged = result.error ? [] : await judgeAll(result.coupons, weekStart, signal);
        count(outcomeOf(result));
        state.usable += judged.filter(({ verdict }) => verdict?.usable).length;
        const done = outcomes.length - before;
        if (done >= MIN_RESULTS_FOR_ESTIMATE) state.msEach = (performance.now() - began) / done;
      }
      state.phase = 'finished';
    } catch (error) {
      if (!signal.aborted) Object.assign(state, { phase: 'broken', error });
    }
  }

  async function start(client: Client, queries: MemberQuery[], weekStart: WeekStart): Promise<void> {
    if (over) return;
    outcomes = [];
    Object.assign(state, nothing(), { asked: queries.length });
    await ask(client, queries, weekStart);
  }

  async function retryFailed(client: Client, weekStart: WeekStart): Promise<void> {
    if (over) return;
    const failed = outcomes.filter(isFailed).map(({ query }) => query);
    outcomes = outcomes.filter((outcome) => !isFailed(outcome));
    Object.assign(state, { failed: 0, done: outcomes.length });
    await ask(client, failed, weekStart);
  }

  function stop(): void {
    current.abort();
    if (state.phase === 'running') state.phase = 'stopped';
  }

  function restore(phase: RunPhase, asked: number, usable: number, kept: Outcome[]): void {
    outcomes = [];
    Object.assign(state, nothing(), { phase: phase === 'running' ? 'interrupted' : phase, asked, usable });
    const ids = new Set<string>();
    for (const outcome of kept) {
      if (ids.has(idOf(outcome.query))) continue;
      ids.add(idOf(outcome.query));
      count(outcome);
    }
  }

  return { state, outcomes: () => outcomes, start, retryFailed, stop, restore };
}

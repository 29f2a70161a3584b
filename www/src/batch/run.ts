import init, { type MemberQuery } from 'houcaller-coupons/gateway-client';
import { onScopeDispose, shallowReactive, type ShallowReactive } from 'vue';
import type { Client } from '../connection/client';
import type { WeekStart } from '../coupons/week-start';
import { describeFailure, isLoggedOut } from '../look-up/failure';
import { memberRows, type ExportRow } from './export-rows';

/** Of many failures the page shows so many; the export has them all. */
const SHOWN_FAILURES = 50;

export interface FailedMember {
  id: string;
  words: string;
}

export interface RunState {
  phase: 'initial' | 'running' | 'stopped' | 'finished' | 'broken';
  asked: number;
  done: number;
  failed: number;
  coupons: number;
  usable: number;
  failures: FailedMember[];
  /** What ended the run before its time. */
  error: unknown;
}

export interface Run {
  state: ShallowReactive<RunState>;
  rows: () => readonly ExportRow[];
  start: (client: Client, queries: MemberQuery[], weekStart: WeekStart) => Promise<void>;
  stop: () => void;
}

const nothing = (): RunState => ({ phase: 'initial', asked: 0, done: 0, failed: 0, coupons: 0, usable: 0, failures: [], error: undefined });

/** Asks for the coupons of many members, and keeps what an export needs of them. Ends with the scope it is used in. */
export function useRun(): Run {
  const state = shallowReactive(nothing());
  let rows: ExportRow[] = [];
  let current = new AbortController();
  let over = false;
  onScopeDispose(() => {
    over = true;
    stop();
  });

  async function start(client: Client, queries: MemberQuery[], weekStart: WeekStart): Promise<void> {
    if (over) return;
    current.abort();
    const { signal } = (current = new AbortController());
    rows = [];
    Object.assign(state, nothing(), { phase: 'running', asked: queries.length });
    try {
      await init();
      for await (const result of client.listCouponsOfMembers(queries, { signal })) {
        if (isLoggedOut(result.error)) throw result.error;
        const member = await memberRows(result, weekStart, signal);
        for (const row of member.rows) rows.push(row);
        state.done++;
        state.coupons += member.coupons;
        state.usable += member.usable;
        if (result.error) noteFailure(result.query, result.error);
      }
      state.phase = 'finished';
    } catch (error) {
      if (!signal.aborted) Object.assign(state, { phase: 'broken', error });
    }
  }

  function noteFailure({ memberId, platformId }: MemberQuery, error: unknown): void {
    state.failed++;
    if (state.failures.length === SHOWN_FAILURES) return;
    state.failures = [...state.failures, { id: memberId || platformId || '', words: describeFailure(error).title }];
  }

  function stop(): void {
    current.abort();
    if (state.phase === 'running') state.phase = 'stopped';
  }

  return { state, rows: () => rows, start, stop };
}

import { idKinds, type IdKind } from '../look-up/id-kind';
import { BATCH_ITEM, forgetBatch, forgetSlices, sliceItem } from './forget-batch';
import type { Outcome } from './outcomes';
import type { RunPhase } from './run';

/**
 * The outcomes of so many members have an item of their own in the storage. So a batch that grows writes only what is new; to
 * write all outcomes again would block the page for longer and longer.
 */
const SLICE = 100;

/**
 * The slices that were written or read last. A new result of a member is another outcome in the same place, so a slice of the same
 * outcomes need not be written again.
 */
let stored: Outcome[][] = [];

/** A batch in sessionStorage, which survives a reload in the same tab. */
export interface KeptBatch {
  /** The role or mode that created the batch. Another one does not see it. */
  owner: string;
  text: string;
  kind: IdKind;
  phase: RunPhase;
  asked: number;
  outcomes: Outcome[];
}

type Head = Omit<KeptBatch, 'outcomes'> & { slices: number };

/** @returns false if the batch does not fit into the storage */
export function keepBatch({ outcomes, ...batch }: KeptBatch): boolean {
  try {
    const slices = Array.from({ length: Math.ceil(outcomes.length / SLICE) }, (_, slice) => outcomes.slice(slice * SLICE, (slice + 1) * SLICE));
    for (const [slice, members] of slices.entries()) {
      if (isSame(stored[slice], members) && sessionStorage.getItem(sliceItem(slice)) !== null) continue;
      sessionStorage.setItem(sliceItem(slice), JSON.stringify(members));
      stored[slice] = members;
    }
    forgetSlices(slices.length);
    sessionStorage.setItem(BATCH_ITEM, JSON.stringify({ ...batch, slices: slices.length } satisfies Head));
    return true;
  } catch {
    // An older, incomplete state must not remain, because it would look complete.
    forgetBatch();
    return false;
  }
}

export function keptBatch(owner: string): KeptBatch | undefined {
  try {
    const head: unknown = JSON.parse(sessionStorage.getItem(BATCH_ITEM) ?? 'null');
    if (isHead(head) && head.owner === owner) {
      const { slices, ...batch } = head;
      stored = Array.from({ length: slices }, (_, slice) => storedSlice(slice));
      return { ...batch, outcomes: stored.flat() };
    }
  } catch {
    // The text is not JSON, or the browser forbids the storage.
  }
  forgetBatch();
  return undefined;
}

function storedSlice(slice: number): Outcome[] {
  const outcomes: unknown = JSON.parse(sessionStorage.getItem(sliceItem(slice)) ?? 'null');
  if (!Array.isArray(outcomes)) throw new Error('a slice is missing');
  return outcomes;
}

function isSame(before: Outcome[] | undefined, now: Outcome[]): boolean {
  return before?.length === now.length && now.every((outcome, index) => outcome === before[index]);
}

function isHead(value: unknown): value is Head {
  const { owner, text, kind, phase, asked, slices } = Object(value) as Partial<Head>;
  return (
    [owner, text, phase].every((each) => typeof each === 'string') &&
    idKinds.some((each) => each === kind) &&
    [asked, slices].every((each) => typeof each === 'number')
  );
}

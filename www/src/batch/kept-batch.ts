import { idKinds, type IdKind } from '../look-up/id-kind';
import type { Outcome } from './outcomes';
import type { RunPhase } from './run';

const NAME = 'coupon-desk:batch';

/** A batch in sessionStorage, which survives a reload in the same tab. */
export interface KeptBatch {
  /** The role or mode that created the batch. Another one does not see it. */
  owner: string;
  text: string;
  kind: IdKind;
  phase: RunPhase;
  asked: number;
  usable: number;
  outcomes: Outcome[];
}

/** @returns false if the batch does not fit into the storage */
export function keepBatch(batch: KeptBatch): boolean {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(batch));
    return true;
  } catch {
    // An older, incomplete state must not remain, because it would look complete.
    forgetBatch();
    return false;
  }
}

export function keptBatch(owner: string): KeptBatch | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? 'null');
    if (isKept(kept) && kept.owner === owner) return kept;
  } catch {
    // The text is not JSON, or the browser forbids the storage.
  }
  forgetBatch();
  return undefined;
}

export function forgetBatch(): void {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // The browser forbids the storage, so it contains nothing.
  }
}

function isKept(value: unknown): value is KeptBatch {
  const { owner, text, kind, phase, asked, usable, outcomes } = Object(value) as Partial<KeptBatch>;
  return (
    [owner, text, phase].every((each) => typeof each === 'string') &&
    idKinds.some((each) => each === kind) &&
    [asked, usable].every((each) => typeof each === 'number') &&
    Array.isArray(outcomes)
  );
}

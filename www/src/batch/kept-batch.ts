import { idKinds, type IdKind } from '../look-up/id-kind';
import type { Outcome } from './outcomes';
import type { RunPhase } from './run';

const NAME = 'coupon-desk:batch';

/** A batch as it survives a reload of the page, in this tab alone. */
export interface KeptBatch {
  /** Whose it is: another account does not see it. */
  owner: string;
  text: string;
  kind: IdKind;
  phase: RunPhase;
  asked: number;
  usable: number;
  outcomes: Outcome[];
}

/** @returns whether there was room for it */
export function keepBatch(batch: KeptBatch): boolean {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(batch));
    return true;
  } catch {
    // Half of it would look like all of it.
    forgetBatch();
    return false;
  }
}

export function keptBatch(owner: string): KeptBatch | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? 'null');
    if (isKept(kept) && kept.owner === owner) return kept;
  } catch {
    // Written by somebody else, or forbidden.
  }
  forgetBatch();
  return undefined;
}

export function forgetBatch(): void {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // Forbidden: there is nothing in it.
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

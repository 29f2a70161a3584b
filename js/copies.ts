// Copies of what a caller asks for, because the caller, or the source of a run, may change the object before the crate reads it.
import type { MemberQuery } from './types/index.js';

/**
 * Returns a copy of a valid query's ids. Returns undefined for an invalid query, which the crate must read itself,
 * because it gives the error.
 */
export function idsOf(query: MemberQuery): MemberQuery | undefined {
  try {
    const { memberId, platformId } = query;
    const areTexts = [memberId, platformId].every((id) => isNothing(id) || typeof id === 'string');
    return areTexts && isObject(query) ? ({ memberId, platformId } as MemberQuery) : undefined;
  } catch {
    // A getter threw.
    return undefined;
  }
}

/** Returns a copy of a valid param with the same JSON. Returns undefined for an invalid one, like {@link idsOf}. */
export function copyOf(param: object): object | undefined {
  try {
    const json = JSON.stringify(param);
    return Object.prototype.toString.call(param) === '[object Object]' && json[0] === '{' ? JSON.parse(json) : undefined;
  } catch {
    // It has no JSON form.
    return undefined;
  }
}

export function isNothing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

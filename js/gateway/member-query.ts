// Checks a `MemberQuery`: the ids of the member whose coupons are listed.
import { INVISIBLE } from '../invisible.js';
import type { MemberQuery } from '../types/index.js';
import { Fields, object, unexpected } from './fields.js';

const VISIBLE_CHARACTER = new RegExp(`[^${INVISIBLE} ]`, 'u');
const INVISIBLE_CHARACTER = new RegExp(`[${INVISIBLE}]`, 'u');

/**
 * Returns the ids of a `MemberQuery` that are present. An id without a visible character counts as absent. An id with
 * invisible characters beside visible ones is refused, because removing them might give another member's id.
 *
 * @throws {CouponError} `input`, naming the field.
 */
export function memberQuery(query: unknown): MemberQuery {
  const fields = new Fields('input', object('input', 'query', query), 'query.');
  const present = (name: string) => {
    const id = fields.text(name);
    if (id === undefined || !VISIBLE_CHARACTER.test(id)) return undefined;
    const found = invisiblePart(id);
    if (found !== undefined) throw fields.unexpected(name, 'an id without invisible characters', found);
    return id;
  };
  const [memberId, platformId] = [present('memberId'), present('platformId')];
  if (memberId === undefined && platformId === undefined) {
    throw unexpected('input', 'query', 'memberId, platformId or both', 'neither (empty or white space counts as absent)');
  }
  return { ...(memberId !== undefined && { memberId }), ...(platformId !== undefined && { platformId }) };
}

/**
 * Names the first invisible character of an id by its code point, because a message must not contain the id. An
 * ordinary space is allowed inside an id.
 */
function invisiblePart(id: string): string | undefined {
  const codePoint = INVISIBLE_CHARACTER.exec(id)?.[0].codePointAt(0);
  if (codePoint !== undefined) return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  return id.startsWith(' ') || id.endsWith(' ') ? 'a space at its start or end' : undefined;
}

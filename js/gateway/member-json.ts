// Whose coupons are asked for.
import { Fields, object, unexpected } from './fields.js';

/**
 * A `MemberQuery` as compact JSON. An id that is empty or white space counts as absent, and what is absent is left out.
 *
 * @throws {CouponError} `input`, naming the field.
 */
export function memberJson(query: unknown): string {
  const fields = new Fields('input', object('input', 'query', query), 'query.');
  const present = (name: string) => {
    const id = fields.text(name);
    return id?.trim() ? id : undefined;
  };
  const member = { memberId: present('memberId'), platformId: present('platformId') };
  if (member.memberId === undefined && member.platformId === undefined) {
    throw unexpected('input', 'query', 'memberId, platformId or both', 'neither (empty or white space counts as absent)');
  }
  return JSON.stringify(member);
}

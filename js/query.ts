// Whose coupons are asked for, and of which endpoint.
import { Fields, object, text, unexpected } from './fields.js';

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

/**
 * The name of an endpoint: no path, so that no address but one of the family can be meant.
 *
 * @throws {CouponError} `input`.
 */
export function endpointName(value: unknown): string {
  const name = text('input', 'endpoint', value);
  if (/^[\w-]+$/.test(name)) return name;
  throw unexpected('input', 'endpoint', "a name of letters, digits, '-' and '_'", 'another string');
}

import type { CouponError } from 'houcaller-coupons/gateway-client';
import { errors, statuses } from '../texts/failure';
import type { Text } from '../texts/text';

/** A failed look-up as the page tells it: in plain words, then as the package put it. */
export interface Failure {
  title: Text;
  advice: Text;
  /** The same look-up may end otherwise. */
  worthRetrying: boolean;
  /** Name and value, for whoever looks into it. */
  details: [name: string, value: string][];
}

export function describeFailure(error: unknown): Failure {
  if (!isCouponError(error)) {
    return { ...errors.unexpected, worthRetrying: true, details: [['message', String(error)]] };
  }
  const { kind, message, code, status } = error;
  const words = kind === 'http' && status !== undefined ? statuses[status] : undefined;
  return {
    ...(words ?? errors[kind]),
    // An empty field stays empty; anything else a person may well try once more, also where a program should not.
    worthRetrying: kind !== 'input',
    details: [
      ['kind', kind],
      ...(code === undefined ? [] : [['code', String(code)] satisfies [string, string]]),
      ...(status === undefined ? [] : [['HTTP', String(status)] satisfies [string, string]]),
      ['message', message],
    ],
  };
}

/** Nobody is logged in any more. */
export const isLoggedOut = (error: unknown): boolean => isCouponError(error) && error.status === 401;

/** By its name: in direct mode it is of another module than the gateway's client. */
function isCouponError(error: unknown): error is CouponError {
  return error instanceof Error && error.name === 'CouponError';
}

import { CouponError } from 'houcaller-coupons';
import { errors, type Text } from '../texts';

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
  if (!(error instanceof CouponError)) {
    return { ...errors.unexpected, worthRetrying: true, details: [['message', String(error)]] };
  }
  const { kind, message, code, status } = error;
  return {
    ...errors[kind],
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

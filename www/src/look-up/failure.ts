import type { CouponError } from 'houcaller-coupons/gateway-client';
import { t } from '../texts/i18n';
import type { Messages } from '../texts/message';

/** A failed look-up as the page tells it: in plain words, then as the package put it. */
export interface Failure {
  title: string;
  advice: string;
  /** The same look-up may end otherwise. */
  worthRetrying: boolean;
  /** Name and value, for whoever looks into it. */
  details: [name: string, value: string][];
}

type Told = { [Name in keyof Messages['errors']]: Messages['errors'][Name] extends { title: string } ? Name : never }[keyof Messages['errors']];

/** What an HTTP status says more than that there was no answer. */
const STATUSES: Readonly<Record<number, Told>> = { 401: 'loggedOut', 403: 'forbidden', 404: 'noGateway', 429: 'tooMany' };

const words = (told: Told) => ({ title: t(`errors.${told}.title`), advice: t(`errors.${told}.advice`) });

export function describeFailure(error: unknown): Failure {
  if (!isCouponError(error)) {
    return { ...words('unexpected'), worthRetrying: true, details: [['message', String(error)]] };
  }
  const { kind, message, code, status } = error;
  return {
    ...words((kind === 'http' && status !== undefined && STATUSES[status]) || kind),
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

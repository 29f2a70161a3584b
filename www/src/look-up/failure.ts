import type { CouponError } from 'houcaller-coupons/gateway-client';
import { requestIdOf } from '../connection/gateway-client';
import { t } from '../texts/i18n';
import type { Messages } from '../texts/message';

/** A failed look-up as the page tells it: in plain words, then as the package put it. */
export interface Failure {
  title: string;
  advice: string;
  /** The same look-up may end otherwise. */
  worthRetrying: boolean;
  /** What support finds it by. */
  requestId: string | undefined;
  /** Name and value, for whoever looks into it. */
  details: [name: string, value: string][];
}

type Told = { [Name in keyof Messages['errors']]: Messages['errors'][Name] extends { title: string } ? Name : never }[keyof Messages['errors']];

/** The CRM's code of an id that no member has. */
const NO_SUCH_MEMBER = 1012;

/** What an HTTP status says more than that there was no answer. */
const STATUSES: Readonly<Record<number, Told>> = { 401: 'loggedOut', 403: 'forbidden', 404: 'noGateway', 429: 'tooMany', 503: 'busy' };

/** For a member, who knows of no gateway: what is the matter with it is the shop's. */
const FOR_MEMBERS: Partial<Record<Told, Told>> = { upstream: 'http', noGateway: 'http', config: 'http', forbidden: 'http' };

/** `own`: it is told to a member. */
export function describeFailure(error: unknown, own = false): Failure {
  const told = toldOf(error);
  const words = own ? (FOR_MEMBERS[told] ?? told) : told;
  return {
    title: t(`errors.${words}.title`),
    // What the CRM has to say of a refusal, nobody can say better.
    advice: words === 'api' && isCouponError(error) ? t('errors.apiSaid', { message: error.message }) : t(`errors.${words}.advice`),
    // An empty field stays empty; anything else a person may well try once more, also where a program should not.
    worthRetrying: told !== 'input',
    requestId: requestIdOf(error),
    details: detailsOf(error),
  };
}

/** Which words tell what happened. */
export function toldOf(error: unknown): Told {
  if (!isCouponError(error)) return 'unexpected';
  const { kind, code, status } = error;
  if (kind === 'api' && code === NO_SUCH_MEMBER) return 'noMember';
  // The gateway answered: what was lost is its own connection to the CRM.
  if (kind === 'network' && status !== undefined) return 'upstream';
  return (kind === 'http' && status !== undefined && STATUSES[status]) || kind;
}

function detailsOf(error: unknown): Failure['details'] {
  if (!isCouponError(error)) return [['message', String(error)]];
  const { kind, message, code, status } = error;
  const optional = (name: string, value: number | undefined): Failure['details'] => (value === undefined ? [] : [[name, String(value)]]);
  return [['kind', kind], ...optional('code', code), ...optional('HTTP', status), ['message', message]];
}

/** Nobody is logged in any more. */
export const isLoggedOut = (error: unknown): boolean => isCouponError(error) && error.status === 401;

/** By its name: in direct mode it is of another module than the gateway's client. */
export function isCouponError(error: unknown): error is CouponError {
  return error instanceof Error && error.name === 'CouponError';
}

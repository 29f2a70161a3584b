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
const STATUSES: Readonly<Record<number, Told>> = { 401: 'loggedOut', 403: 'forbidden', 404: 'noGateway', 429: 'tooMany' };

/** For a member, who knows of no gateway: what is the matter with it is the shop's. */
const FOR_MEMBERS: Partial<Record<Told, Told>> = { upstream: 'http', noGateway: 'http', config: 'http', forbidden: 'http' };

/** What is known of a failure, which outlives its error. */
export interface FailureFacts {
  /** Absent where it is none of the package's. */
  kind?: CouponError['kind'];
  code?: number;
  status?: number;
  message: string;
}

export function factsOf(error: unknown): FailureFacts {
  if (!isCouponError(error)) return { message: String(error) };
  const { kind, code, status, message } = error;
  return { kind, ...(code !== undefined && { code }), ...(status !== undefined && { status }), message };
}

/** `own`: it is told to a member. */
export function describeFailure(error: unknown, own = false): Failure {
  return { ...describeFacts(factsOf(error), own), requestId: requestIdOf(error) };
}

export function describeFacts(facts: FailureFacts, own = false): Omit<Failure, 'requestId'> {
  const told = toldOf(facts);
  const words = own ? (FOR_MEMBERS[told] ?? told) : told;
  return {
    title: t(`errors.${words}.title`),
    advice: adviceOn(words, facts, own),
    // An empty field stays empty; anything else a person may well try once more, also where a program should not.
    worthRetrying: told !== 'input',
    details: detailsOf(facts),
  };
}

function adviceOn(words: Told, { kind, message }: FailureFacts, own: boolean): string {
  // A member entered no id that it could check.
  if (own && kind === 'api') return t('errors.askShop');
  // What the CRM has to say of a refusal, nobody can say better.
  return words === 'api' ? t('errors.apiSaid', { message }) : t(`errors.${words}.advice`);
}

/** Which words tell what happened. */
export function toldOf({ kind, code, status }: FailureFacts): Told {
  if (kind === undefined) return 'unexpected';
  if (kind === 'api' && code === NO_SUCH_MEMBER) return 'noMember';
  // The gateway answered: what was lost is its own connection to the CRM.
  if (kind === 'network' && status !== undefined) return 'upstream';
  return (kind === 'http' && status !== undefined && STATUSES[status]) || kind;
}

function detailsOf({ kind, code, status, message }: FailureFacts): Failure['details'] {
  const optional = (name: string, value: number | string | undefined): Failure['details'] => (value === undefined ? [] : [[name, String(value)]]);
  return [...optional('kind', kind), ...optional('code', code), ...optional('HTTP', status), ['message', message]];
}

/** Nobody is logged in any more. */
export const isLoggedOut = (error: unknown): boolean => isCouponError(error) && error.status === 401;

/** By its name: in direct mode it is of another module than the gateway's client. */
function isCouponError(error: unknown): error is CouponError {
  return error instanceof Error && error.name === 'CouponError';
}

import type { CouponError } from 'houcaller-coupons/gateway-client';
import type { Way } from '../config';
import { requestIdOf } from '../connection/gateway-client';
import { t } from '../texts/i18n';
import type { Messages } from '../texts/message';

/** A failed look-up as the page shows it: the texts for the user, then the technical details. */
export interface Failure {
  title: string;
  advice: string;
  /** Whether another attempt may succeed. */
  worthRetrying: boolean;
  /** The id by which support finds the request in the log of the gateway. */
  requestId: string | undefined;
  /** Names and values of the technical details. */
  details: [name: string, value: string][];
}

type ErrorText = { [Name in keyof Messages['errors']]: Messages['errors'][Name] extends { title: string } ? Name : never }[keyof Messages['errors']];

/** The texts for HTTP statuses that have a meaning of their own in a gateway's answer. It answers 400 to an id that no member can have. */
const STATUSES: Readonly<Record<number, ErrorText>> = { 400: 'noMember', 401: 'loggedOut', 403: 'forbidden', 404: 'noGateway', 429: 'tooMany' };

/** Members see a general text instead of one about the gateway or the configuration, which only the shop can change, or about an id that they did not enter. */
const FOR_MEMBERS: Partial<Record<ErrorText, ErrorText>> = { upstream: 'http', noGateway: 'http', config: 'http', forbidden: 'http', noMember: 'http' };

/** The data of an error in a form that can be stored. */
export interface FailureFacts {
  /** Absent if the error is not a CouponError. */
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

/** `way`: the mode in which the look-up was sent. `own`: the failure is shown to a member. */
export function describeFailure(error: unknown, way: Way, own = false): Failure {
  return { ...describeFacts(factsOf(error), way, own), requestId: requestIdOf(error) };
}

export function describeFacts(facts: FailureFacts, way: Way, own = false): Omit<Failure, 'requestId'> {
  const errorText = errorTextOf(facts, way);
  const words = own ? (FOR_MEMBERS[errorText] ?? errorText) : errorText;
  return {
    title: t(`errors.${words}.title`),
    advice: adviceOn(words, facts, own),
    // A user may repeat every look-up except one without an id, also after an error that a program should not retry.
    worthRetrying: errorText !== 'input',
    details: detailsOf(facts),
  };
}

function adviceOn(words: ErrorText, { kind, message }: FailureFacts, own: boolean): string {
  // A member did not enter an id, so there is none to check.
  if (own && kind === 'api') return t('errors.askShop');
  // The CRM documents none of its codes, so only its own message explains its refusal.
  return words === 'api' ? t('errors.apiSaid', { message }) : t(`errors.${words}.advice`);
}

/** The name of the text for a failure, in `errors`. */
export function errorTextOf({ kind, status }: FailureFacts, way: Way): ErrorText {
  if (kind === undefined) return 'unexpected';
  if (status === undefined) return kind;
  if (way === 'direct') return kind === 'http' && isRefusal(status) ? 'refused' : kind;
  // The gateway reports that the connection between it and the CRM was lost. If its own answer broke off, the status is that of the answer.
  if (kind === 'network' && status >= 500) return 'upstream';
  return (kind === 'http' && STATUSES[status]) || kind;
}

/** Whether another attempt gets the same status. After 408 and 429 it may succeed. */
const isRefusal = (status: number): boolean => status < 500 && status !== 408 && status !== 429;

export function detailsOf({ kind, code, status, message }: FailureFacts): Failure['details'] {
  const optional = (name: string, value: number | string | undefined): Failure['details'] => (value === undefined ? [] : [[name, String(value)]]);
  return [...optional('kind', kind), ...optional('code', code), ...optional('HTTP', status), ['message', message]];
}

/** Whether the session has ended. */
export const isLoggedOut = (error: unknown): boolean => isCouponError(error) && error.status === 401;

/** Compares the name, because in direct mode the error class comes from another module than the gateway client's. */
function isCouponError(error: unknown): error is CouponError {
  return error instanceof Error && error.name === 'CouponError';
}

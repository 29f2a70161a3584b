import type { CouponError } from 'houcaller-coupons/gateway-client';
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

/** The CRM's code for an unknown member. */
const NO_SUCH_MEMBER = 1012;

/** The texts for HTTP statuses with a meaning of their own. A gateway answers 400 to an id that no member can have. */
const STATUSES: Readonly<Record<number, ErrorText>> = { 400: 'noMember', 401: 'loggedOut', 403: 'forbidden', 404: 'noGateway', 429: 'tooMany' };

/** Members see a general text instead of one about the gateway or the configuration, which only the shop can change. */
const FOR_MEMBERS: Partial<Record<ErrorText, ErrorText>> = { upstream: 'http', noGateway: 'http', config: 'http', forbidden: 'http' };

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

/** `own`: the failure is shown to a member. */
export function describeFailure(error: unknown, own = false): Failure {
  return { ...describeFacts(factsOf(error), own), requestId: requestIdOf(error) };
}

export function describeFacts(facts: FailureFacts, own = false): Omit<Failure, 'requestId'> {
  const errorText = errorTextOf(facts);
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
  // The CRM's own message explains its refusal best.
  return words === 'api' ? t('errors.apiSaid', { message }) : t(`errors.${words}.advice`);
}

/** The name of the text for a failure, in `errors`. */
export function errorTextOf({ kind, code, status }: FailureFacts): ErrorText {
  if (kind === undefined) return 'unexpected';
  if (kind === 'api' && code === NO_SUCH_MEMBER) return 'noMember';
  // The gateway answered, so the connection between the gateway and the CRM was lost.
  if (kind === 'network' && status !== undefined) return 'upstream';
  return (kind === 'http' && status !== undefined && STATUSES[status]) || kind;
}

function detailsOf({ kind, code, status, message }: FailureFacts): Failure['details'] {
  const optional = (name: string, value: number | string | undefined): Failure['details'] => (value === undefined ? [] : [[name, String(value)]]);
  return [...optional('kind', kind), ...optional('code', code), ...optional('HTTP', status), ['message', message]];
}

/** Whether the session has ended. */
export const isLoggedOut = (error: unknown): boolean => isCouponError(error) && error.status === 401;

/** Compares the name, because in direct mode the error class comes from another module than the gateway client's. */
function isCouponError(error: unknown): error is CouponError {
  return error instanceof Error && error.name === 'CouponError';
}

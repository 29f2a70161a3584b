// The way to the CRM: not too many calls at once, none while it fails, and under the cipher that it takes.
import { CouponClient, CouponError } from '../api.js';
import { monotonicMs } from '../host.js';
import type { Coupon, DirectConfig, MemberQuery, ResponseView } from '../types/index.js';
import { Circuit } from './circuit.js';
import type { Metrics } from './metrics.js';
import { later, Refusal } from './refusal.js';
import { Rotation } from './rotation.js';
import type { Settings } from './settings.js';
import { Turns } from './turns.js';
import type { GatewayOptions } from './types.js';

/** What the CRM made of a question: coupons, or a refusal of its own. */
export interface Verdict {
  readonly coupons?: Coupon[];
  readonly refusal?: { readonly code: number; readonly message: string };
}

/** The CRM, as the gateway knows it. */
export interface Crm {
  /** @throws {Refusal} when there is no answer, and why. */
  ask(query: MemberQuery): Promise<Verdict>;
  circuit(): Circuit['name'];
}

/** Half of what a client takes by itself: many calls may be under way in a server. */
const MAX_ANSWER_BYTES = 32 * 2 ** 20;

/** A call that has less than this part of its time left, after waiting, says nothing of the CRM when it is late. */
const LEAST_PART = 0.5;

/** @throws {CouponError} `config`, for what is wrong with the client's part of the options. */
export function openCrm({ given, timeoutMs, totalTimeoutMs, concurrency, queue, circuitBreaker: { failures, resetMs } }: Settings, metrics: Metrics): Crm {
  const rotation = new Rotation(openClients(given, metrics));
  const turns = new Turns(concurrency, queue);
  const circuit = new Circuit(isOutage, failures, resetMs);
  return {
    async ask(query) {
      const deadline = monotonicMs() + totalTimeoutMs;
      const ask = () => {
        // Whoever waited for what a half-open circuit sees may have no time left.
        if (monotonicMs() >= deadline) throw later(504, 'the CRM is late');
        return rotation.ask((client) => list(client, query, deadline - monotonicMs(), LEAST_PART * Math.min(timeoutMs, totalTimeoutMs)));
      };
      try {
        return await turns.take(deadline, () => circuit.run(ask));
      } catch (thrown) {
        throw thrown instanceof NoAnswer ? thrown.refusal() : thrown;
      }
    },
    circuit: () => circuit.name,
  };
}

function openClients({ cipher, nextCipher, ...given }: GatewayOptions, metrics: Metrics): CouponClient[] {
  const { baseUrl, channel, timeoutMs, totalTimeoutMs, retry, onInvalidCoupon, maxAnswerBytes = MAX_ANSWER_BYTES, fetch, headers, now } = given;
  const common = { baseUrl, channel, timeoutMs, totalTimeoutMs, retry, onInvalidCoupon, maxAnswerBytes, fetch, headers, now, onResponse: (view: ResponseView) => metrics.attempt(view) };
  const ciphers = nextCipher ? [cipher, nextCipher] : [cipher];
  // What is undefined is absent to the client.
  return ciphers.map((cipher) => new CouponClient({ ...common, cipher } as DirectConfig));
}

/** @throws {NoAnswer} */
async function list(client: CouponClient, query: MemberQuery, leftMs: number, fairMs: number): Promise<Verdict> {
  let retryAfterMs: number | undefined;
  const onResponse = (view: ResponseView) => void (retryAfterMs = view.retryAfterMs);
  try {
    return { coupons: await client.listCoupons(query, { onResponse, totalTimeoutMs: Math.max(1, Math.floor(leftMs)) }) };
  } catch (error) {
    if (!(error instanceof CouponError)) throw error;
    if (error.kind === 'api') return { refusal: { code: Number(error.code), message: error.message } };
    throw new NoAnswer(error, retryAfterMs, leftMs >= fairMs);
  }
}

/** The CRM gave no answer, or none that can be used. */
class NoAnswer extends Error {
  constructor(
    readonly error: CouponError,
    readonly retryAfterMs: number | undefined,
    /** Whether the CRM had time enough. */
    readonly fair: boolean,
  ) {
    super();
  }

  refusal(): Refusal {
    const { kind, status } = this.error;
    if (status === 429 || status === 503) return later(503, 'the CRM is busy', this.retryAfterMs, kind);
    if (kind === 'timeout') return later(504, 'the CRM is late', this.retryAfterMs, kind);
    if (kind === 'config' || kind === 'input') return new Refusal(500, 'the gateway is set up wrongly', {}, kind);
    return later(502, 'no usable answer from the CRM', this.retryAfterMs, kind);
  }
}

/** A bad coupon is no outage: the next member's may be good. */
function isOutage(thrown: unknown): boolean {
  if (!(thrown instanceof NoAnswer)) return false;
  const { fair, error } = thrown;
  return error.kind === 'network' || error.kind === 'http' || (error.kind === 'timeout' && fair);
}

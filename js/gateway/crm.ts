// The way to the CRM: not too many attempts at once, none while it fails, again after a while where that can help, and under the cipher that it takes.
import { CouponClient, CouponError } from '../api.js';
import type { DirectConfig, MemberQuery, ResponseView } from '../types/index.js';
import { backOff, type Failed } from './back-off.js';
import { CircuitBreaker, PROBE_TIMEOUT_MS, type Health } from './circuit-breaker.js';
import { ConcurrencyLimit } from './concurrency-limit.js';
import type { Deadline } from './deadline.js';
import type { Metrics } from './metrics.js';
import { later, Refusal } from './refusal.js';
import { Rotation } from './rotation.js';
import type { Settings } from './settings.js';
import type { GatewayOptions } from './types.js';
import type { Verdict } from './verdict.js';

/** The CRM, as the gateway knows it. */
export interface Crm {
  /**
   * @param key The query as a text that equal ones have in common.
   * @throws {Refusal} when there is no answer before the deadline, and why.
   */
  ask(key: string, query: MemberQuery, deadline: Deadline): Promise<Verdict>;
  circuit(): CircuitBreaker['name'];
}

/** Half of what a client takes by itself: many calls may be under way in a server. */
const MAX_ANSWER_BYTES = 32 * 2 ** 20;

/** An attempt with less than this part of its time left, after waiting for its place, says nothing of the CRM when it is late. */
const LEAST_PART = 0.5;

/** @throws {CouponError} `config`, for what is wrong with the client's part of the options. */
export function openCrm({ given, timeoutMs, totalTimeoutMs, concurrency, queue, circuitBreaker }: Settings, metrics: Metrics): Crm {
  const rotation = new Rotation(openClients(given));
  const limit = new ConcurrencyLimit(concurrency, queue);
  const circuit = new CircuitBreaker(healthOf, circuitBreaker);
  const delayMs = backOff(given.retry);

  const attempt = (key: string, query: MemberQuery, deadline: Deadline): Promise<Verdict> => {
    // Whoever would be refused has no need of a place.
    circuit.check(key);
    return limit.run(deadline, () =>
      circuit.run(key, (isProbe) => {
        const most = isProbe ? Math.min(PROBE_TIMEOUT_MS, timeoutMs) : timeoutMs;
        return rotation.ask((client) => list(client, query, Math.min(most, deadline.leftMs()), LEAST_PART * Math.min(most, totalTimeoutMs), metrics));
      }),
    );
  };

  return {
    async ask(key, query, deadline) {
      for (let attempts = 1; ; attempts += 1) {
        let outcome: Verdict | NoAnswer;
        try {
          outcome = await attempt(key, query, deadline);
        } catch (thrown) {
          if (!(thrown instanceof NoAnswer)) throw thrown;
          outcome = thrown;
        }
        const failed = outcome instanceof NoAnswer ? outcome : outcome.refusal;
        const waitMs = failed && delayMs(failed, attempts);
        // Nobody waits for a time that is not left, nor for an attempt that would be refused.
        if (waitMs === undefined || waitMs >= deadline.leftMs() || circuit.name !== 'closed') {
          if (outcome instanceof NoAnswer) throw outcome.asRefusal();
          return outcome;
        }
        await new Promise<void>((resolve) => void setTimeout(resolve, waitMs));
      }
    },
    circuit: () => circuit.name,
  };
}

function openClients({ cipher, nextCipher, ...given }: GatewayOptions): CouponClient[] {
  const { baseUrl, channel, timeoutMs, totalTimeoutMs, retry, onInvalidCoupon, maxAnswerBytes = MAX_ANSWER_BYTES, fetch, headers, now } = given;
  const common = { baseUrl, channel, timeoutMs, totalTimeoutMs, retry, onInvalidCoupon, maxAnswerBytes, fetch, headers, now };
  const ciphers = nextCipher ? [cipher, nextCipher] : [cipher];
  // What is undefined is absent to the client.
  return ciphers.map((cipher) => new CouponClient({ ...common, cipher } as DirectConfig));
}

/** @throws {NoAnswer} */
async function list(client: CouponClient, query: MemberQuery, timeoutMs: number, fairMs: number, metrics: Metrics): Promise<Verdict> {
  let retryAfterMs: number | undefined;
  const onResponse = (view: ResponseView) => {
    retryAfterMs = view.retryAfterMs;
    metrics.attempt(view);
  };
  if (timeoutMs <= 0) throw later(504, 'the CRM is late');
  try {
    return { coupons: await client.listCoupons(query, { onResponse, timeoutMs, totalTimeoutMs: Infinity, retry: 0 }) };
  } catch (error) {
    if (!(error instanceof CouponError)) throw error;
    const { kind, code, message, retryable } = error;
    if (kind === 'api') return { refusal: { code: Number(code), message, retryable, retryAfterMs } };
    throw new NoAnswer(error, retryAfterMs, timeoutMs >= fairMs);
  }
}

/** The CRM gave no answer, or none that can be used. */
class NoAnswer extends Error implements Failed {
  readonly retryable: boolean;

  constructor(
    readonly error: CouponError,
    readonly retryAfterMs: number | undefined,
    /** Whether the CRM had time enough. */
    readonly fair: boolean,
  ) {
    super();
    this.retryable = error.retryable;
  }

  asRefusal(): Refusal {
    const { kind, status } = this.error;
    if (status === 429 || status === 503) return later(503, 'the CRM is busy', this.retryAfterMs, kind);
    if (kind === 'timeout') return later(504, 'the CRM is late', this.retryAfterMs, kind);
    if (kind === 'config' || kind === 'input') return new Refusal(500, 'the gateway is set up wrongly', {}, kind);
    return later(502, 'no usable answer from the CRM', this.retryAfterMs, kind);
  }
}

/** A bad coupon is no outage: the next member's may be good. */
function healthOf(thrown: unknown): Health {
  if (!(thrown instanceof NoAnswer)) return 'unknown';
  const { fair, error: { kind, status = 0 } } = thrown;
  switch (kind) {
    case 'network':
      return 'down';
    case 'timeout':
      return fair ? 'down' : 'unknown';
    case 'http':
      // What it says of one request.
      return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'up' : 'down';
    case 'decode':
      return 'up';
    default:
      return 'unknown';
  }
}

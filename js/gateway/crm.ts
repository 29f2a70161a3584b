// Calls the CRM, with a concurrency limit, a circuit breaker, retries with back-off, and key rotation.
import { CouponClient, CouponError } from '../api.js';
import type { Cipher, DirectConfig, MemberQuery, ResponseView } from '../types/index.js';
import { backOff, type FailedAttempt } from './back-off.js';
import { CircuitBreaker, type Health } from './circuit-breaker.js';
import { ConcurrencyLimit } from './concurrency-limit.js';
import { crmFetch, hasNodeFetch } from './crm-fetch.js';
import type { CrmResult } from './crm-result.js';
import type { Deadline } from './deadline.js';
import { KeyRotation } from './key-rotation.js';
import type { Metrics } from './metrics.js';
import { Refusal, retryLater } from './refusal.js';
import type { Settings } from './settings.js';

export interface Crm {
  /**
   * @param key The query as a text; equal queries have equal texts.
   * @throws {Refusal} if there is no usable answer before the deadline.
   */
  ask(key: string, query: MemberQuery, deadline: Deadline): Promise<CrmResult>;
  circuit(): CircuitBreaker['name'];
}

/** Half of the client's default, because a server may have many calls in flight. */
const MAX_ANSWER_BYTES = 32 * 2 ** 20;

/**
 * If an attempt has less than this part of its time-out left after waiting for its slot, its time-out says nothing
 * about the CRM.
 */
const MIN_TIME_SHARE = 0.5;

/** @throws {CouponError} `config`, if an option of the client is invalid. */
export function openCrm(settings: Settings, metrics: Metrics): Crm {
  const { timeoutMs, totalTimeoutMs, concurrency, queue, circuitBreaker, nextCipher } = settings;
  const rotation = new KeyRotation(openClients(settings), (thrown) => (thrown instanceof NoAnswer ? thrown : undefined));
  const limit = new ConcurrencyLimit(concurrency, queue);
  const circuit = new CircuitBreaker(healthOf, circuitBreaker, timeoutMs, nextCipher === undefined ? 1 : 2);
  const delayMs = backOff(settings.client.retry);

  const attempt = (key: string, query: MemberQuery, deadline: Deadline): Promise<CrmResult> => {
    // Refuses before the query waits for a slot.
    circuit.check(key);
    return limit.run(deadline, () =>
      circuit.run(key, (maxMs) =>
        rotation.ask((client) => list(client, query, Math.min(maxMs, deadline.leftMs()), MIN_TIME_SHARE * Math.min(maxMs, totalTimeoutMs), metrics)),
      ),
    );
  };

  return {
    async ask(key, query, deadline) {
      for (let attempts = 1; ; attempts += 1) {
        let outcome: CrmResult | NoAnswer;
        try {
          outcome = await attempt(key, query, deadline);
        } catch (thrown) {
          if (!(thrown instanceof NoAnswer)) throw thrown;
          outcome = thrown;
        }
        const failed = outcome instanceof NoAnswer ? outcome : outcome.refusal;
        const waitMs = failed && delayMs(failed, attempts);
        // Gives up if the wait is longer than the time left, or if the circuit breaker would refuse the next attempt.
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

function openClients({ client, cipher, nextCipher }: Settings): [CouponClient, CouponClient?] {
  const open = (cipher: Cipher) => {
    // The client treats undefined fields as absent.
    const config = { ...client, maxAnswerBytes: client.maxAnswerBytes ?? MAX_ANSWER_BYTES, cipher } as DirectConfig;
    const opened = new CouponClient(config);
    // A second client, because a client that is given a `fetch` does not check the address.
    return hasNodeFetch && !config.fetch ? new CouponClient({ ...config, fetch: crmFetch as typeof fetch }) : opened;
  };
  const first = open(cipher);
  return nextCipher === undefined ? [first] : [first, naming('nextCipher', () => open(nextCipher))];
}

/** Calls `open`. If it throws because of the cipher, the error names this field in place of `cipher`. */
function naming<T>(field: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof CouponError)) throw error;
    throw new CouponError(error.kind, error.message.replace(/^cipher\b/, field), { cause: error.cause });
  }
}

/**
 * @param enoughMs With at least this time-out, a time-out counts as a failure of the CRM.
 * @throws {NoAnswer} if the attempt fails without a refusal of the CRM.
 */
async function list(client: CouponClient, query: MemberQuery, timeoutMs: number, enoughMs: number, metrics: Metrics): Promise<CrmResult> {
  let retryAfterMs: number | undefined;
  const onResponse = (view: ResponseView) => {
    retryAfterMs = view.retryAfterMs;
    metrics.attempt(view);
  };
  if (timeoutMs <= 0) throw retryLater(504, 'the CRM is late');
  try {
    // Without a total time-out, because the client does not report to `onResponse` what that ends.
    return { coupons: await client.listCoupons(query, { onResponse, timeoutMs, totalTimeoutMs: Infinity, retry: 0 }) };
  } catch (error) {
    if (!(error instanceof CouponError)) throw error;
    const { kind, code, message, retryable } = error;
    if (kind === 'api') return { refusal: { code: Number(code), message, retryable, retryAfterMs } };
    throw new NoAnswer(error, retryAfterMs, timeoutMs >= enoughMs);
  }
}

/** The CRM gave no answer, or no usable one. */
class NoAnswer extends Error implements FailedAttempt {
  readonly retryable: boolean;

  constructor(
    readonly error: CouponError,
    readonly retryAfterMs: number | undefined,
    /** Whether the attempt had enough time, so that a time-out is a failure of the CRM. */
    readonly timely: boolean,
  ) {
    super();
    this.retryable = error.retryable;
  }

  asRefusal(): Refusal {
    const { kind, status } = this.error;
    if (status === 429 || status === 503) return retryLater(503, 'the CRM is busy', this.retryAfterMs, kind);
    if (kind === 'timeout') return retryLater(504, 'the CRM is late', undefined, kind);
    if (kind === 'config' || kind === 'input') return new Refusal(500, 'the gateway is set up wrongly', {}, kind);
    return retryLater(502, 'no usable answer from the CRM', this.retryAfterMs, kind);
  }
}

/** An invalid coupon (`decode`) counts as an answer, because the coupons of other members may be valid. */
function healthOf(thrown: unknown): Health {
  if (!(thrown instanceof NoAnswer)) return 'unknown';
  const {
    timely,
    error: { kind, status = 0 },
  } = thrown;
  switch (kind) {
    case 'network':
      return 'down';
    case 'timeout':
      return timely ? 'late' : 'unknown';
    case 'http':
      // These statuses are about one request, not about the CRM.
      return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'up' : 'down';
    case 'decode':
      return 'up';
    default:
      return 'unknown';
  }
}

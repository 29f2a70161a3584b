// Request coalescing with a cache: equal queries share one call to the CRM, and its answer is cached for some seconds.
import { AnswerCache, type Answer } from './answer-cache.js';
import type { CrmResult } from './crm-result.js';
import type { Crm } from './crm.js';
import type { Deadline } from './deadline.js';
import type { Permission } from './permission.js';
import { retryLater } from './refusal.js';
import type { Settings } from './settings.js';
import type { GatewayLogLine } from './types.js';

const UTF_8 = new TextEncoder();
/** A timer may fire up to this many milliseconds too early. */
const TIMER_TOLERANCE_MS = 1;

interface Call {
  readonly answer: Promise<Answer>;
  /**
   * The deadline of the request that started the call. In workerd, the call can end with that request and never settle.
   */
  readonly deadline: Deadline;
}

/** Answers a query from the cache, from a call in flight, or by a new call to the CRM. */
export class RequestCoalescing {
  private readonly cache: AnswerCache;
  private readonly inFlight = new Map<string, Call>();

  constructor(
    private readonly crm: Crm,
    { cache: { ttlMs, maxBytes } }: Settings,
  ) {
    this.cache = new AnswerCache(ttlMs, maxBytes);
  }

  /** @throws {Refusal} if there is no answer before the deadline. */
  async get(permission: Permission, deadline: Deadline): Promise<{ answer: Answer; from: NonNullable<GatewayLogLine['cache']> }> {
    const { key } = permission;
    const cached = this.cache.get(key);
    if (cached) return { answer: cached, from: 'hit' };
    const call = this.inFlight.get(key);
    if (!call || call.deadline.leftMs() <= 0) return { answer: await this.start(permission, deadline), from: 'miss' };
    try {
      const answer = await deadline.within(
        Infinity,
        () => retryLater(504, 'the CRM is late'),
        () => call.answer,
      );
      return { answer, from: 'joined' };
    } catch (thrown) {
      // The call ended at the deadline of the request that started it, and this request, which came later, has time left.
      if (call.deadline.leftMs() < TIMER_TOLERANCE_MS && deadline.leftMs() >= TIMER_TOLERANCE_MS) return this.get(permission, deadline);
      throw thrown;
    }
  }

  private start(permission: Permission, deadline: Deadline): Promise<Answer> {
    const answer = this.ask(permission, deadline);
    this.inFlight.set(permission.key, { answer, deadline });
    return answer;
  }

  private async ask({ key, query }: Permission, deadline: Deadline): Promise<Answer> {
    try {
      const answer = serialized(await this.crm.ask(key, query, deadline));
      // A refusal is not cached, because it may be temporary.
      if (answer.code === undefined) this.cache.set(key, answer);
      return answer;
    } finally {
      // Not `?.`: the minifier of webpack 4 mistakes its lowered form for a variable of the whole module.
      const call = this.inFlight.get(key);
      if (call && call.deadline === deadline) this.inFlight.delete(key);
    }
  }
}

/** Writes a result in the CRM's own form, which the client reads. */
function serialized({ coupons, refusal }: CrmResult): Answer {
  if (refusal) return { json: encoded({ msg: refusal.message, code: refusal.code }), code: refusal.code };
  return { json: encoded({ msg: 'success', code: 0, data: { list: coupons } }) };
}

function encoded(value: unknown): Uint8Array<ArrayBuffer> {
  return UTF_8.encode(JSON.stringify(value));
}

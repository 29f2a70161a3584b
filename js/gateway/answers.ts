// Answers that are remembered for a moment, and questions under way that several requests wait for.
import { LRUCache } from 'lru-cache';
import { monotonicMs } from '../host.js';
import { memberJson } from './member-json.js';
import type { MemberQuery } from '../types/index.js';
import type { Crm, Verdict } from './crm.js';
import type { Settings } from './settings.js';
import type { GatewayLogLine } from './types.js';

/** An answer, written: it is sent as often as it is asked for. */
export interface Answer {
  readonly json: string;
  /** The CRM's code, where it refused. */
  readonly code?: number;
}

interface Asked {
  readonly answer: Promise<Answer>;
  /** Until when it comes, if it comes, on the monotonic clock. */
  readonly deadline: number;
}

const BYTES_PER_UNIT = 2;

/** The CRM's answers, each asked for once at a time. */
export class Answers {
  private readonly cache: LRUCache<string, Answer>;
  // Not the cache's own `fetch`: what pushes a question out of it aborts a controller of another request, which workerd forbids, and has it asked twice.
  private readonly underWay = new Map<string, Asked>();

  constructor(
    private readonly crm: Crm,
    private readonly settings: Settings,
  ) {
    const { ttlMs, maxBytes } = settings.cache;
    this.cache = new LRUCache<string, Answer>({
      // It takes 0 for ever.
      ttl: ttlMs || 1,
      // It would keep the time until a timer lets go of it, and in workerd the timers of a request end with it: nothing would ever grow old.
      ttlResolution: 0,
      perf: { now: monotonicMs },
      maxSize: Math.max(1, maxBytes),
      sizeCalculation: ({ json }, key) => (json.length + key.length) * BYTES_PER_UNIT,
    });
  }

  /** @throws {Refusal} when there is none. */
  async of(query: MemberQuery): Promise<{ answer: Answer; from: NonNullable<GatewayLogLine['cache']> }> {
    const key = memberJson(query);
    const known = this.cache.get(key);
    if (known) return { answer: known, from: 'hit' };
    const asked = this.underWay.get(key);
    // What should have come long ago ended with the request that began it.
    if (asked && monotonicMs() < asked.deadline) return { answer: await asked.answer, from: 'joined' };
    return { answer: await this.ask(key, query), from: 'miss' };
  }

  private remember(key: string, answer: Answer): void {
    // What is too old to be given out is no longer kept, as far as anybody still asks anything.
    this.cache.purgeStale();
    this.cache.set(key, answer);
  }

  private ask(key: string, query: MemberQuery): Promise<Answer> {
    const { totalTimeoutMs, cache } = this.settings;
    const answered = this.crm.ask(query).then((verdict) => {
      const answer = written(verdict);
      // A refusal may be a matter of a moment ago.
      if (cache.ttlMs && answer.code === undefined) this.remember(key, answer);
      return answer;
    });
    const ended = () => {
      if (this.underWay.get(key) === asked) this.underWay.delete(key);
    };
    const asked = { answer: answered.finally(ended), deadline: monotonicMs() + (totalTimeoutMs ?? Infinity) };
    this.underWay.set(key, asked);
    return asked.answer;
  }
}

/** In the CRM's own form, which the client knows. */
function written({ coupons, refusal }: Verdict): Answer {
  if (refusal) return { json: JSON.stringify({ msg: refusal.message, code: refusal.code }), code: refusal.code };
  return { json: JSON.stringify({ msg: 'success', code: 0, data: { list: coupons } }) };
}

// Answers that are remembered for a moment, and questions under way that several requests wait for.
import { LRUCache } from 'lru-cache';
import { memberJson } from '../query.js';
import type { MemberQuery } from '../types.js';
import type { Crm, Verdict } from './crm.js';
import type { Settings } from './settings.js';
import type { GatewayLogLine } from './types.js';

/** An answer, written: it is sent as often as it is asked for. */
export interface Answer {
  readonly json: string;
  /** The CRM's code, where it refused. */
  readonly code?: number;
}

const BYTES_PER_UNIT = 2;

/** The CRM's answers, each asked for once at a time. */
export class Answers {
  private readonly cache: LRUCache<string, Answer, MemberQuery>;

  constructor(
    crm: Crm,
    private readonly settings: Settings['cache'],
  ) {
    this.cache = new LRUCache<string, Answer, MemberQuery>({
      // It takes 0 for ever.
      ttl: settings.ttlMs || 1,
      maxSize: Math.max(1, settings.maxBytes),
      sizeCalculation: ({ json }, key) => (json.length + key.length) * BYTES_PER_UNIT,
      // Whoever asked gets the answer, also when there is no room to remember it.
      ignoreFetchAbort: true,
      fetchMethod: async (_key, _stale, { context }) => written(await crm.ask(context)),
    });
  }

  /** @throws {Refusal} when there is none. */
  async of(query: MemberQuery): Promise<{ answer: Answer; from: NonNullable<GatewayLogLine['cache']> }> {
    const key = memberJson(query);
    const status: LRUCache.Status<string, Answer, MemberQuery> = {};
    const answer = await this.cache.fetch(key, { context: query, status });
    if (!answer) throw new Error('the cache gave no answer');
    // A refusal may be a matter of a moment ago.
    if (!this.settings.ttlMs || answer.code !== undefined) this.cache.delete(key);
    return { answer, from: status.fetch === 'hit' ? 'hit' : status.fetch === 'inflight' ? 'joined' : 'miss' };
  }
}

/** In the CRM's own form, which the client knows. */
function written({ coupons, refusal }: Verdict): Answer {
  if (refusal) return { json: JSON.stringify({ msg: refusal.message, code: refusal.code }), code: refusal.code };
  return { json: JSON.stringify({ msg: 'success', code: 0, data: { list: coupons } }) };
}

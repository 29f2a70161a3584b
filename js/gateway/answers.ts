// Request coalescing: equal queries under way are asked once, and answers are remembered for a moment.
import { AnswerCache, type Answer } from './answer-cache.js';
import type { Crm } from './crm.js';
import type { Deadline } from './deadline.js';
import type { Permission } from './permission.js';
import { later } from './refusal.js';
import type { Settings } from './settings.js';
import type { GatewayLogLine } from './types.js';
import type { Verdict } from './verdict.js';

interface UnderWay {
  readonly answer: Promise<Answer>;
  /** Of the request that began it, which is when it ends. In workerd it may end with that request and never settle. */
  readonly deadline: Deadline;
}

/** The CRM's answers, each asked for once at a time. */
export class Answers {
  private readonly cache: AnswerCache;
  private readonly underWay = new Map<string, UnderWay>();

  constructor(
    private readonly crm: Crm,
    { cache: { ttlMs, maxBytes } }: Settings,
  ) {
    this.cache = new AnswerCache(ttlMs, maxBytes);
  }

  /** @throws {Refusal} when there is none before the deadline. */
  async of(permission: Permission, deadline: Deadline): Promise<{ answer: Answer; from: NonNullable<GatewayLogLine['cache']> }> {
    const { key } = permission;
    const known = this.cache.get(key);
    if (known) return { answer: known, from: 'hit' };
    const asked = this.underWay.get(key);
    if (!asked || asked.deadline.leftMs() <= 0) return { answer: await this.ask(permission, deadline), from: 'miss' };
    const answer = await deadline.within(Infinity, () => later(504, 'the CRM is late'), () => asked.answer);
    return { answer, from: 'joined' };
  }

  private ask(permission: Permission, deadline: Deadline): Promise<Answer> {
    const answer = this.fromCrm(permission, deadline);
    this.underWay.set(permission.key, { answer, deadline });
    return answer;
  }

  private async fromCrm({ key, query }: Permission, deadline: Deadline): Promise<Answer> {
    try {
      const answer = written(await this.crm.ask(key, query, deadline));
      // A refusal may be a matter of a moment ago.
      if (answer.code === undefined) this.cache.set(key, answer);
      return answer;
    } finally {
      // Without `?.`, whose lowered form the minifier of webpack 4 takes for a variable of the whole module.
      const asked = this.underWay.get(key);
      if (asked && asked.deadline === deadline) this.underWay.delete(key);
    }
  }
}

/** In the CRM's own form, which the client knows. */
function written({ coupons, refusal }: Verdict): Answer {
  if (refusal) return { json: JSON.stringify({ msg: refusal.message, code: refusal.code }), code: refusal.code };
  return { json: JSON.stringify({ msg: 'success', code: 0, data: { list: coupons } }) };
}

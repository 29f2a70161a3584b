// A cache of answers, bounded in time and in bytes. All have the same time to live, so that a `Map`, which keeps the order of insertion, has the oldest in front:
// expiry and eviction look at nothing but what they remove.
import { monotonicMs } from '../host.js';

/** Of a string. V8 takes one where every character is of Latin-1, two otherwise. */
const BYTES_PER_UNIT = 2;
/** About what an entry takes beside its strings. */
const ENTRY_BYTES = 128;

/** An answer, written: it is sent as often as it is asked for. */
export interface Answer {
  readonly json: string;
  /** The CRM's code, where it refused. */
  readonly code?: number;
}

interface Entry {
  readonly answer: Answer;
  readonly until: number;
  readonly bytes: number;
}

export class AnswerCache {
  private readonly entries = new Map<string, Entry>();
  private bytes = 0;

  /** @param ttlMs For how long; 0 remembers nothing. */
  constructor(
    private readonly ttlMs: number,
    private readonly maxBytes: number,
  ) {}

  get(key: string): Answer | undefined {
    const entry = this.entries.get(key);
    return entry && monotonicMs() < entry.until ? entry.answer : undefined;
  }

  set(key: string, answer: Answer): void {
    const now = monotonicMs();
    const bytes = (key.length + answer.json.length) * BYTES_PER_UNIT + ENTRY_BYTES;
    if (this.ttlMs === 0 || bytes > this.maxBytes) return;
    this.remove(key);
    this.entries.set(key, { answer, until: now + this.ttlMs, bytes });
    this.bytes += bytes;
    for (const [oldest, { until }] of this.entries) {
      if (until > now && this.bytes <= this.maxBytes) return;
      this.remove(oldest);
    }
  }

  private remove(key: string): void {
    this.bytes -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}

// A cache of answers with a time to live and a maximum size. All entries have the same time to live, and a `Map` keeps
// the order of insertion, so the oldest entry is the first one. Expiry and eviction visit only entries that they
// remove.
import { monotonicMs } from '../host.js';

/** An upper limit for a string: V8 uses one byte per UTF-16 unit if all are Latin-1, two otherwise. */
const BYTES_PER_UNIT = 2;
/** The approximate memory of an entry without its strings. */
const ENTRY_BYTES = 128;

/** An answer as JSON, so that it is serialized only once. */
export interface Answer {
  readonly json: string;
  /** The CRM's code, if it refused the query. */
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

  /** @param ttlMs The time to live; 0 turns the cache off. */
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

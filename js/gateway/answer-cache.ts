// A cache of answers with a time to live and a maximum size. All entries have the same time to live, so the oldest entry
// expires first. Expiry and eviction visit only entries that they remove.
import { monotonicMs } from '../host.js';
import { Fifo } from './fifo.js';

/** An upper limit for a string: V8 uses one byte per UTF-16 unit if all are Latin-1, two otherwise. */
const BYTES_PER_UNIT = 2;
/** The approximate memory of an entry without its key and its answer. */
const ENTRY_BYTES = 128;

/** An answer as UTF-8 of JSON, so that it is serialized and encoded only once. */
export interface Answer {
  readonly json: Uint8Array<ArrayBuffer>;
  /** The CRM's code, if it refused the query. */
  readonly code?: number;
}

/** Apart from its entry, so that the order does not keep the answer of an entry that was replaced. */
interface Expiry {
  readonly key: string;
  readonly until: number;
}

interface Entry {
  readonly answer: Answer;
  readonly expiry: Expiry;
  readonly bytes: number;
}

export class AnswerCache {
  private readonly entries = new Map<string, Entry>();
  /** From the oldest to the newest, with those of entries that were replaced. */
  private readonly order = new Fifo<Expiry>();
  private bytes = 0;

  /** @param ttlMs The time to live; 0 turns the cache off. */
  constructor(
    private readonly ttlMs: number,
    private readonly maxBytes: number,
  ) {}

  get(key: string): Answer | undefined {
    const entry = this.entries.get(key);
    return entry && monotonicMs() < entry.expiry.until ? entry.answer : undefined;
  }

  set(key: string, answer: Answer): void {
    const now = monotonicMs();
    const bytes = key.length * BYTES_PER_UNIT + answer.json.length + ENTRY_BYTES;
    if (this.ttlMs === 0 || bytes > this.maxBytes) return;
    this.remove(key);
    const expiry = { key, until: now + this.ttlMs };
    this.entries.set(key, { answer, expiry, bytes });
    this.order.push(expiry);
    this.bytes += bytes;
    for (let oldest = this.order.first; oldest; oldest = this.order.first) {
      if (oldest.until > now && this.bytes <= this.maxBytes) return;
      if (this.entries.get(oldest.key)?.expiry === oldest) this.remove(oldest.key);
      this.order.shift();
    }
  }

  private remove(key: string): void {
    this.bytes -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}

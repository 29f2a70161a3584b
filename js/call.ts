// One call: attempts, each with a body of its own, until one succeeds or no other can help.
import { readOptions, type CallOptions, type Hooks } from './call-options.js';
import type { Configuration } from './configuration.js';
import { CouponError } from './coupon-error.js';
import { dataOf } from './decode.js';
import { Fault } from './fault.js';
import { notify } from './notify.js';
import { redacted } from './redacted.js';
import { delayMs, maySucceedLater } from './retry.js';
import { never, wait, within, type Scope } from './scope.js';
import { send } from './transport.js';

/** What is asked, and of which endpoint. */
export interface Question<T> {
  endpoint: string;
  /** The body of a request, made anew for each attempt. */
  body: () => string;
  /** What is asked, as JSON, and what else of it the answer may not repeat. */
  plaintext: string;
  param?: string;
  /** Checks the answer's `data`, and makes of it what the caller gets. */
  read: (data: unknown) => T;
  run?: Run | undefined;
}

/** What a call is a part of. */
export interface Run {
  /** Its end is the call's, of which nothing is heard any more. */
  scope: Scope;
  /** What holds back each attempt after the first. */
  gate: () => unknown;
}

/**
 * Asks, with all the time and all the attempts that the options give.
 *
 * @throws {CouponError} every kind; an abort rejects with the signal's own `reason`.
 */
export function ask<T>(configuration: Configuration, question: Question<T>, given: unknown): Promise<T> {
  const options = readOptions(given, configuration.call);
  return new Call(configuration, question, options).answer();
}

class Call<T> {
  private attempt = 0;

  constructor(
    private readonly configuration: Configuration,
    private readonly question: Question<T>,
    private readonly options: CallOptions,
  ) {}

  answer(): Promise<T> {
    const { signal, totalTimeoutMs: ms } = this.options;
    return within(this.question.run?.scope, { signal, ms }, (ms) => this.error(timedOut(ms)), (scope) => this.attempts(scope));
  }

  private async attempts(scope: Scope): Promise<T> {
    const began = Date.now();
    while (!scope.over) {
      const body = this.body();
      this.attempt += 1;
      const outcome = await this.outcome(scope, body);
      if (!(outcome instanceof Fault)) return outcome.value;
      // A hook may have ended the call.
      if (scope.over) break;
      const error = this.error(outcome);
      const { retry, totalTimeoutMs } = this.options;
      const delay = delayMs(retry, outcome, this.attempt, Math.random());
      if (delay === undefined) throw error;
      if (totalTimeoutMs !== undefined && totalTimeoutMs - (Date.now() - began) <= delay) throw error;
      const { kind, status, code } = outcome;
      this.tell('onRetry', { attempt: this.attempt, delayMs: delay, kind, status, code });
      await wait(delay, scope);
      await this.opened();
    }
    return never();
  }

  private body(): string {
    try {
      return this.question.body();
    } catch (error) {
      if (!(error instanceof CouponError)) throw error;
      const { kind, message, cause } = error;
      throw this.error(new Fault(kind, message, { cause }));
    }
  }

  private async outcome(scope: Scope, body: string): Promise<{ value: T } | Fault> {
    const { attempt } = this;
    this.tell('onRequest', { attempt });
    const began = Date.now();
    const tell = (view: object) => this.tell('onResponse', Object.assign({ attempt, durationMs: Date.now() - began }, view));
    try {
      const { timeoutMs: ms } = this.options;
      const { status, value } = await within(scope, { ms }, timedOut, (scope) => this.exchange(scope, body));
      tell({ status, code: 0 });
      return { value };
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      const { kind, status, code, retryAfterMs } = fault;
      tell({ kind, status, code, retryAfterMs });
      return fault;
    }
  }

  private async exchange(scope: Scope, body: string): Promise<{ status: number; value: T }> {
    const { endpoint, plaintext, param, read } = this.question;
    const url = `${this.configuration.url.replace(/\/+$/, '')}/${endpoint}`;
    const { status, text } = await send(scope, url, body, this.configuration);
    try {
      return { status, value: read(dataOf(text)) };
    } catch (fault) {
      throw fault instanceof Fault ? redacted(fault.with({ status }), plaintext, param) : fault;
    }
  }

  private error(fault: Fault): CouponError {
    const { kind, message, code, status, cause } = fault;
    const retryable = maySucceedLater(this.options.retry, fault);
    return new CouponError(kind, message, { code, status, retryable, attempts: this.attempt, cause });
  }

  /** What a gate throws is not this call's affair. */
  private async opened(): Promise<void> {
    try {
      await this.question.run?.gate();
    } catch {
      // Then it is open.
    }
  }

  private tell<Name extends keyof Hooks>(name: Name, view: object): void {
    for (const { [name]: hook } of [this.configuration.call, this.options]) if (hook) notify(hook as Hook, shown(this.question.endpoint, view));
  }
}

type Hook = (view: object) => unknown;

/** The fields that have a value. A hook may keep what it is shown, or change it: each has its own. */
function shown(endpoint: string, view: object): object {
  const fields: Record<string, unknown> = { endpoint };
  for (const [name, value] of Object.entries(view)) if (value !== undefined) fields[name] = value;
  return fields;
}

function timedOut(ms: number): Fault {
  return new Fault('timeout', `no complete answer came within ${ms} ms`);
}

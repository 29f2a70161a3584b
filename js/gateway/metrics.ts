// The gateway's metrics for Prometheus. No label contains a value that a caller or the CRM chose.
import type Prometheus from 'prom-client';
import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Histogram from 'prom-client/lib/histogram.js';
import Registry from 'prom-client/lib/registry.js';
import type { ResponseView } from '../types/index.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import type { GatewayLogLine } from './types.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * How many requests or attempts are counted at once. The code of prom-client takes several times as long if it runs once for
 * each request, because other code has meanwhile displaced it from the processor's caches.
 */
const BATCH = 32;

export class Metrics {
  private readonly registry: Prometheus.Registry = new Registry();
  private readonly requests = this.counter('requests_total', 'Requests answered.', ['route', 'status', 'outcome']);
  private readonly seconds = this.histogram('request_duration_seconds', 'From a request to its answer.', ['route']);
  private readonly answers = this.counter('answers_total', 'Where answers came from: miss, hit or joined.', ['cache']);
  private readonly attempts = this.counter('crm_attempts_total', 'Attempts at the CRM, by what came of them.', ['outcome']);
  private readonly attemptSeconds = this.histogram('crm_attempt_duration_seconds', 'From an attempt at the CRM to its checked answer.', []);

  private lines: (Pick<GatewayLogLine, 'route' | 'status' | 'outcome' | 'durationMs'> & { cache: GatewayLogLine['cache'] })[] = [];
  private views: ResponseView[] = [];

  /** Counts an answered request. */
  request({ route, status, outcome, durationMs, cache }: GatewayLogLine): void {
    // A copy, because the application's log may change the line.
    if (this.lines.push({ route, status, outcome, durationMs, cache }) >= BATCH) this.countRequests();
  }

  /** Counts an attempt at the CRM. */
  attempt(view: ResponseView): void {
    if (this.views.push(view) >= BATCH) this.countAttempts();
  }

  /** Adds a gauge that reads the state of the circuit breaker whenever the metrics are read. */
  watch(circuit: () => CircuitBreaker['name']): void {
    const gauge: Prometheus.Gauge = new Gauge({
      name: 'houcaller_gateway_circuit_open',
      help: '1 while the circuit breaker is open.',
      registers: [this.registry],
      collect: () => gauge.set(circuit() === 'open' ? 1 : 0),
    });
  }

  /** Returns all metrics in the exposition format, with its content type. */
  async text(): Promise<{ text: string; contentType: string }> {
    this.countRequests();
    this.countAttempts();
    return { text: await this.registry.metrics(), contentType: this.registry.contentType };
  }

  private countRequests(): void {
    for (const { route, status, outcome, durationMs, cache } of this.lines) {
      this.requests.inc({ route, status: String(status), outcome });
      this.seconds.observe({ route }, durationMs / 1_000);
      if (cache) this.answers.inc({ cache });
    }
    this.lines = [];
  }

  private countAttempts(): void {
    for (const { kind, durationMs } of this.views) {
      this.attempts.inc({ outcome: kind ?? 'success' });
      this.attemptSeconds.observe(durationMs / 1_000);
    }
    this.views = [];
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Prometheus.Counter<Label> {
    return new Counter({ name: `houcaller_gateway_${name}`, help, labelNames, registers: [this.registry] });
  }

  private histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Prometheus.Histogram<Label> {
    return new Histogram({ name: `houcaller_gateway_${name}`, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }
}

// Adapts `wx.request` and similar functions of other hosts to `fetch`, for the one kind of request that the client
// sends.
import { CouponError } from '../coupon-error.js';
import { findHost } from './host.js';
import { hostError } from './host-error.js';
import type { HostRequest } from './host-request.js';
import { Utf8Encoder } from '../load/utf8.js';

/** Longer than the client's own time-outs, so that the client decides when a call ends. */
const TIMEOUT_MS = 600_000;
/** Douyin refuses a request with a longer one. */
const MAX_DOUYIN_TIMEOUT_MS = 60_000;

/**
 * Adapts a host's `request` to a `fetch` for the configuration. The mini-program entry uses `wx.request`, `my.request`
 * or `tt.request` by default. Use this function for another one, such as a framework's `request` with interceptors.
 *
 * @param request The host's function.
 * @param timeoutMs Milliseconds after which the host ends the request, which gives a `network` error. If `timeoutMs` of
 * the configuration is shorter, the client ends the call first. Default: 10 minutes, on Douyin 1 minute, its maximum.
 * @returns A function with the part of `fetch` that the client needs.
 * @throws {CouponError} `config`, if `request` is not a function.
 * @example
 * const client = new CouponClient({ ...config, fetch: requestFetch(uni.request) });
 */
export function requestFetch(request: HostRequest, timeoutMs?: number): typeof fetch {
  if (typeof request !== 'function') throw new CouponError('config', `request: expected a function, found ${request === null ? 'null' : typeof request}`);
  const fetchOverRequest = (url: unknown, { method, headers, body, redirect, signal }: RequestInit = {}) =>
    new Promise<unknown>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      let task: Partial<Task> = {};
      const abort = () => {
        reject(signal?.reason);
        try {
          task.abort?.();
        } catch {
          // The call has ended already.
        }
      };
      const done = () => signal?.removeEventListener('abort', abort);
      const fail = (failure: unknown) => {
        done();
        reject(hostError(failure));
      };
      const settle = (given: unknown) => {
        const answer = new HostResponse(given);
        if (!(answer.status >= 100)) return fail(given);
        done();
        resolve(answer);
      };
      const started = (given: unknown) => {
        task = Object(given);
        // WeChat reports a redirect that it did not follow only here.
        task.onHeadersReceived?.((answer) => {
          const redirected = new HostResponse(answer);
          if (redirect !== 'manual' || !(redirected.status >= 300 && redirected.status < 400)) return;
          done();
          resolve(redirected);
        });
      };
      // With interceptors, a framework's `request` may return a promise of the task or of the answer, and reject it
      // without calling `fail`.
      const resolved = (value: unknown) => {
        if (typeof Object(value).abort === 'function') {
          started(value);
          if (signal?.aborted) abort();
        } else if (new HostResponse(value).status >= 100) settle(value);
      };
      signal?.addEventListener('abort', abort);
      const fields = Object.assign({}, headers) as Record<string, string>;
      const host = findHost()?.name;
      try {
        started(
          request({
            url: String(url),
            method: method === 'POST' ? 'POST' : 'GET',
            header: fields,
            headers: fields,
            data: typeof body === 'string' ? body : '',
            // As bytes, so that the client can reject invalid UTF-8.
            dataType: 'arraybuffer',
            ...(host === 'my' ? {} : { responseType: 'arraybuffer' }),
            redirect: redirect === 'manual' ? redirect : 'follow',
            timeout: timeoutMs ?? (host === 'tt' ? MAX_DOUYIN_TIMEOUT_MS : TIMEOUT_MS),
            success: settle,
            // Alipay reports an answer with an error status as a failure.
            fail: settle,
          }),
        );
        task.then?.(resolved, settle);
      } catch (thrown) {
        fail(thrown);
      }
    });
  return fetchOverRequest as typeof fetch;
}

interface Task {
  abort(): void;
  onHeadersReceived(listener: (answer: object) => void): void;
  then(resolved: (value: unknown) => void, rejected: (reason: unknown) => void): unknown;
}

/** The part of `Response` that the client reads. */
class HostResponse {
  readonly status: number;
  private readonly fields: Record<string, unknown>;
  private readonly data: unknown;

  constructor(answer: unknown) {
    const { statusCode, status, header, headers, data } = Object(answer) as Record<string, unknown>;
    // Older versions of Alipay have `status` and `headers` only.
    this.status = Number(statusCode === undefined ? status : statusCode);
    this.fields = Object(header || headers);
    this.data = data;
  }

  get headers(): { get(name: string): string | null } {
    return { get: (name) => this.field(name) };
  }

  arrayBuffer(): Promise<unknown> {
    const { data } = this;
    // There is no body, or the host cannot return bytes.
    if (data === undefined || data === null || typeof data === 'string') return Promise.resolve(new Utf8Encoder().encode(data || ''));
    // Not `instanceof`, because the data can be of another realm.
    if (/^\[object (ArrayBuffer|Uint8Array)\]$/.test(Object.prototype.toString.call(data))) return Promise.resolve(data);
    return Promise.reject(new Error('the host gave neither bytes nor text'));
  }

  private field(name: string): string | null {
    const found = Object.keys(this.fields).find((field) => field.toLowerCase() === name.toLowerCase());
    return found === undefined ? null : String(this.fields[found]);
  }
}

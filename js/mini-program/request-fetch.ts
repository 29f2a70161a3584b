// `fetch` over `wx.request` and what other hosts made after it, for the one kind of request that the client sends.
import { hostError } from './host-error.js';
import { Utf8Encoder } from '../load/utf8.js';

/**
 * What a host's `request` is given.
 *
 * @example
 * const logged: HostRequest = (options: HostRequestOptions) => {
 *   console.log(options.method, options.url);
 *   return wx.request(options);
 * };
 */
export interface HostRequestOptions {
  /** Absolute. */
  url: string;
  /** `POST`, as the client sends it. */
  method: 'GET' | 'POST';
  /** The request's headers, under the name that WeChat reads. */
  header: Record<string, string>;
  /** The same, under the name that Alipay reads. */
  headers: Record<string, string>;
  /** The body. */
  data: string;
  /** Alipay's word for an answer in bytes. */
  dataType: 'arraybuffer';
  /** WeChat's word for the same. Default: absent on Alipay, where frameworks warn of it. */
  responseType?: 'arraybuffer';
  /** WeChat's, for those who do not follow a redirect. */
  redirect: 'follow' | 'manual';
  /** Milliseconds after which the host gives up. */
  timeout: number;
  /** Told of an answer, whatever its status. */
  success: (answer: object) => void;
  /** Told when there is none. */
  fail: (failure: object) => void;
}

/**
 * `wx.request`, `uni.request`, `Taro.request`, `my.request`, `tt.request` and their like.
 *
 * @param options What to send, and whom to tell.
 * @returns A task with `abort()`, where the host has one.
 * @example
 * const fetch = requestFetch(uni.request satisfies HostRequest);
 */
export type HostRequest = (options: HostRequestOptions) => unknown;

/** Longer than a client's own: when a call is late, is for the client to say. */
const TIMEOUT_MS = 600_000;

/**
 * Makes a `fetch` for a configuration out of a host's `request`. The mini-program entry takes `wx.request`, `my.request` or `tt.request` by itself;
 * this is for another one, such as a framework's with its interceptors.
 *
 * @param request The host's function.
 * @param timeoutMs Milliseconds after which the host gives up, which is then a `network` error. Where it is longer than `timeoutMs` of the
 * configuration, that one comes first. Default: 10 minutes.
 * @returns As much of `fetch` as the client needs.
 * @example
 * const client = new CouponClient({ ...config, fetch: requestFetch(uni.request) });
 */
export function requestFetch(request: HostRequest, timeoutMs: number = TIMEOUT_MS): typeof fetch {
  const requested = (url: unknown, { method, headers, body, redirect, signal }: RequestInit = {}) =>
    new Promise<unknown>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      let task: Partial<Task> | undefined;
      const abort = () => {
        reject(signal?.reason);
        task?.abort?.();
      };
      const done = () => signal?.removeEventListener('abort', abort);
      const fail = (failure: unknown) => {
        done();
        reject(hostError(failure));
      };
      signal?.addEventListener('abort', abort);
      const fields = Object.assign({}, headers) as Record<string, string>;
      try {
        task = Object(
          request({
            url: String(url),
            method: method === 'POST' ? 'POST' : 'GET',
            header: fields,
            headers: fields,
            data: typeof body === 'string' ? body : '',
            // As bytes, so that what is not UTF-8 is noticed.
            dataType: 'arraybuffer',
            ...(isAlipay() ? {} : { responseType: 'arraybuffer' }),
            redirect: redirect === 'manual' ? redirect : 'follow',
            timeout: timeoutMs,
            success(answer) {
              done();
              resolve(new Answer(answer));
            },
            fail(failure) {
              const answer = new Answer(failure);
              // Alipay calls an answer with an error status a failure.
              if (!(answer.status >= 100)) return fail(failure);
              done();
              resolve(answer);
            },
          }),
        ) as Partial<Task>;
        // Of a redirect that it was told not to follow, WeChat tells here and nowhere else.
        task.onHeadersReceived?.((answer) => {
          const redirected = new Answer(answer);
          if (redirect !== 'manual' || !(redirected.status >= 300 && redirected.status < 400)) return;
          done();
          resolve(redirected);
        });
        // Some tasks are promises as well. What one rejects with, `fail` was told.
        task.then?.(undefined, () => undefined);
      } catch (thrown) {
        fail(thrown);
      }
    });
  return requested as typeof fetch;
}

declare const wx: unknown;
declare const my: unknown;

function isAlipay(): boolean {
  return typeof my === 'object' && typeof wx === 'undefined';
}

interface Task {
  abort(): void;
  onHeadersReceived(told: (answer: object) => void): void;
  then(done: undefined, failed: () => void): unknown;
}

/** As much of a `Response` as the client reads. */
class Answer {
  readonly status: number;
  private readonly fields: Record<string, unknown>;
  private readonly data: unknown;

  constructor(answer: object) {
    const { statusCode, status, header, headers, data } = answer as Record<string, unknown>;
    // Alipay had `status` and `headers` before it had the others' names.
    this.status = Number(statusCode === undefined ? status : statusCode);
    this.fields = Object(header || headers);
    this.data = data;
  }

  get headers(): { get(name: string): string | null } {
    return { get: (name) => this.field(name) };
  }

  arrayBuffer(): Promise<unknown> {
    const { data } = this;
    // Where there is no body, and from a host that cannot give bytes.
    if (data === undefined || data === null || typeof data === 'string') return Promise.resolve(new Utf8Encoder().encode(data || ''));
    // Not `instanceof`: it can be of another realm.
    if (/^\[object (ArrayBuffer|Uint8Array)\]$/.test(Object.prototype.toString.call(data))) return Promise.resolve(data);
    return Promise.reject(new Error('the host gave neither bytes nor text'));
  }

  private field(name: string): string | null {
    const found = Object.keys(this.fields).find((field) => field.toLowerCase() === name.toLowerCase());
    return found === undefined ? null : String(this.fields[found]);
  }
}

// The types that several parts of the benchmarks use.
import type { Coupon } from 'houcaller-coupons';

/** A place where contenders run. */
export interface Host {
  name: string;
  version: string;
  /** Calls a function of `inside/`, by its name. */
  call(name: string, ...args: unknown[]): Promise<any>;
  /** The ids of the processes that may run the contenders. */
  processes(): Promise<number[]>;
  close(): Promise<void>;
}

/** A host whose CPU can be profiled. */
export interface ProfiledHost extends Host {
  profile(work: () => Promise<unknown>): Promise<import('./cpu-profile.mjs').CpuProfile>;
}

export type EncryptTask = { part: 'encrypt'; contender: string; way: 'keyPerCall' | 'cachedSchedule'; key: string; text: string; expected: string };
export type CallTask = {
  part: 'call';
  contender: string;
  baseUrl: string;
  channel: string;
  key: string;
  memberId: string;
  coupons: number;
  fromMemory: boolean;
};
export type DecodeTask = { part: 'decode'; contender: string; answerUrl: string; coupons: number };
export type Task = EncryptTask | CallTask | DecodeTask;

/** Encrypts texts under one key. */
export type EncryptorFactory = (key: string) => (text: string) => string;

export interface Encryption {
  name: string;
  init?: () => Promise<unknown>;
  keyPerCall: EncryptorFactory;
  cachedSchedule: EncryptorFactory;
}

export interface CallerSettings {
  baseUrl: string;
  channel: string;
  key: string;
  /** Replaces the host's. */
  fetch?: typeof fetch;
}

export interface OpenedCaller {
  encrypt(plaintext: string): string;
  listCoupons(memberId: string): Promise<Coupon[]>;
}

export interface Caller {
  name: string;
  open(settings: CallerSettings): OpenedCaller | Promise<OpenedCaller>;
}

/** Returns the coupons of the text given to `open`. */
export type Decode = () => unknown[] | Promise<unknown[]>;

export interface Decoder {
  name: string;
  open: (text: string) => Decode | Promise<Decode>;
}

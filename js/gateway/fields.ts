// Reads values that callers pass, one by one; the errors name the field. Nothing here trusts a type: a getter can answer anything, or throw.
import { CouponError } from '../coupon-error.js';

/** Whose fault a wrong value is. */
export type Blame = 'config' | 'input';

/** Any object that a caller passed. */
export type Given = Record<string, unknown>;

/** A value that is not what was expected: `field: expected …, found …`. */
export function unexpected(blame: Blame, path: string, expected: string, found: string): CouponError {
  return new CouponError(blame, `${path}: expected ${expected}, found ${found}`);
}

/** What a value is, without showing it. */
export function nameOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'object') return isArray(value) ? 'an array' : 'an object';
  return `a ${typeof value}`;
}

/** Like {@link nameOf}, for a reader to whom `null` and `undefined` are both nothing. */
export function nameOrNone(value: unknown): string {
  return isNothing(value) ? 'none' : nameOf(value);
}

export function isNothing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

export function isArray(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    // A revoked Proxy.
    return false;
  }
}

export function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !isArray(value);
}

/** What a reading gives; what it throws is the cause of an error that names the field. */
export function reading<T>(blame: Blame, path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unreadable(blame, path, cause);
  }
}

function unreadable(blame: Blame, path: string, cause: unknown): CouponError {
  return new CouponError(blame, `${path}: reading it threw an exception`, { cause });
}

/** Checks that a value is an object. */
export function object(blame: Blame, path: string, value: unknown): Given {
  if (isObject(value)) return value;
  throw unexpected(blame, path, 'an object', nameOrNone(value));
}

/** Checks that a value is a string. A lone surrogate has no form in UTF-8, and a silent U+FFFD would be encrypted in its place. */
export function text(blame: Blame, path: string, value: unknown): string {
  if (typeof value !== 'string') throw unexpected(blame, path, 'a string', nameOrNone(value));
  if (/[\uD800-\uDFFF]/u.test(value)) throw unexpected(blame, path, 'well-formed Unicode', 'a lone surrogate');
  return value;
}

/** Refuses a field of another name: a misspelt setting would be a silent default, and days lost over "decrypt error". */
export function knownFieldsOnly(blame: Blame, path: string, given: Given, known: readonly string[]): void {
  const other = reading(blame, path, () => Object.keys(given)).find((name) => !known.includes(name));
  if (other !== undefined) throw unexpected(blame, path, known.join(', '), `a field ${other}`);
}

/** The fields of one object, each read once. `null` counts as absent. */
export class Fields {
  /**
   * @param prefix What stands before a field's name in its path, for example `cipher.`.
   */
  constructor(
    private readonly blame: Blame,
    private readonly given: Given,
    private readonly prefix = '',
  ) {}

  // Neither this nor `text` makes a function: every use of a cipher reads eight fields.
  value(name: string): unknown {
    try {
      return this.given[name];
    } catch (cause) {
      throw unreadable(this.blame, this.prefix + name, cause);
    }
  }

  unexpected(name: string, expected: string, found: string): CouponError {
    return unexpected(this.blame, this.prefix + name, expected, found);
  }

  /** What `read` makes of a value that is there. */
  optional<T>(name: string, read: (value: unknown, path: string) => T): T | undefined {
    const value = this.value(name);
    return isNothing(value) ? undefined : read(value, this.prefix + name);
  }

  object(name: string): Given {
    return object(this.blame, this.prefix + name, this.value(name));
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return isNothing(value) ? undefined : text(this.blame, this.prefix + name, value);
  }

  nonEmptyText(name: string): string {
    const value = this.text(name);
    if (value) return value;
    throw this.unexpected(name, 'a non-empty string', value === '' ? 'an empty one' : 'none');
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined || choices.includes(value as T)) return value as T | undefined;
    throw this.unexpected(name, listed(choices), 'another string');
  }

  function<T>(name: string): T | undefined {
    return this.ofType(name, 'function', 'a function');
  }

  boolean(name: string): boolean | undefined {
    return this.ofType(name, 'boolean', 'a boolean');
  }

  /** A whole number from 0 up. */
  count(name: string): number | undefined {
    return this.optional(name, (value, path) => count(this.blame, path, value));
  }

  private ofType<T>(name: string, type: string, expected: string): T | undefined {
    return this.optional(name, (value) => {
      if (typeof value === type) return value as T;
      throw this.unexpected(name, expected, nameOf(value));
    });
  }
}

/** Checks that a value is a whole number from 0 up. */
export function count(blame: Blame, path: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value;
  throw unexpected(blame, path, 'a whole number, 0 or more', nameOf(value));
}

function listed(choices: readonly string[]): string {
  const quoted = choices.map((choice) => `'${choice}'`);
  const last = quoted.pop();
  return `${quoted.join(', ')} or ${last}`;
}

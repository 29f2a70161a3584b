// Reads and checks fields of objects that callers pass. Each error names the field. No type is trusted, because a
// getter can return anything or throw.
import { CouponError } from '../coupon-error.js';

/** The kind of the error for an invalid value: of the configuration, or of an argument. */
export type ErrorKind = 'config' | 'input';

/** Any object that a caller passed. */
export type Given = Record<string, unknown>;

/** Creates an error for an invalid value: `field: expected …, found …`. */
export function unexpected(kind: ErrorKind, path: string, expected: string, found: string): CouponError {
  return new CouponError(kind, `${path}: expected ${expected}, found ${found}`);
}

/** Names the type of a value, without showing the value. */
export function nameOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'object') return isArray(value) ? 'an array' : 'an object';
  return `a ${typeof value}`;
}

/** Like {@link nameOf}, but returns `none` for `null` and `undefined`. */
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

/** Calls `read`. If it throws, the exception becomes the cause of an error that names the field. */
export function reading<T>(kind: ErrorKind, path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unreadable(kind, path, cause);
  }
}

function unreadable(kind: ErrorKind, path: string, cause: unknown): CouponError {
  return new CouponError(kind, `${path}: reading it threw an exception`, { cause });
}

/** Checks that a value is an object. */
export function object(kind: ErrorKind, path: string, value: unknown): Given {
  if (isObject(value)) return value;
  throw unexpected(kind, path, 'an object', nameOrNone(value));
}

/**
 * Checks that a value is a string without lone surrogates. UTF-8 cannot encode one, so U+FFFD would be encrypted in its
 * place.
 */
export function text(kind: ErrorKind, path: string, value: unknown): string {
  if (typeof value !== 'string') throw unexpected(kind, path, 'a string', nameOrNone(value));
  if (/[\uD800-\uDFFF]/u.test(value)) throw unexpected(kind, path, 'well-formed Unicode', 'a lone surrogate');
  return value;
}

/** Refuses unknown fields. Otherwise a misspelt setting would be ignored, and its default used without notice. */
export function knownFieldsOnly(kind: ErrorKind, path: string, given: Given, known: readonly string[]): void {
  const other = reading(kind, path, () => Object.keys(given)).find((name) => !known.includes(name));
  if (other !== undefined) throw unexpected(kind, path, known.join(', '), `a field ${other}`);
}

/** The fields of one object, each read once. `null` counts as absent. */
export class Fields {
  /**
   * @param prefix The beginning of each field's path, for example `cipher.`.
   */
  constructor(
    private readonly kind: ErrorKind,
    private readonly given: Given,
    private readonly prefix = '',
  ) {}

  // Neither `value` nor `text` creates a closure, because they are called often.
  value(name: string): unknown {
    try {
      return this.given[name];
    } catch (cause) {
      throw unreadable(this.kind, this.prefix + name, cause);
    }
  }

  unexpected(name: string, expected: string, found: string): CouponError {
    return unexpected(this.kind, this.prefix + name, expected, found);
  }

  /** Returns the result of `read` for a field that is present. */
  optional<T>(name: string, read: (value: unknown, path: string) => T): T | undefined {
    const value = this.value(name);
    return isNothing(value) ? undefined : read(value, this.prefix + name);
  }

  object(name: string): Given {
    return object(this.kind, this.prefix + name, this.value(name));
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return isNothing(value) ? undefined : text(this.kind, this.prefix + name, value);
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

  /** Returns a whole number, 0 or more. */
  count(name: string): number | undefined {
    return this.optional(name, (value, path) => count(this.kind, path, value));
  }

  private ofType<T>(name: string, type: string, expected: string): T | undefined {
    return this.optional(name, (value) => {
      if (typeof value === type) return value as T;
      throw this.unexpected(name, expected, nameOf(value));
    });
  }
}

/** Checks that a value is a whole number, 0 or more. */
export function count(kind: ErrorKind, path: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value;
  throw unexpected(kind, path, 'a whole number, 0 or more', nameOf(value));
}

function listed(choices: readonly string[]): string {
  const quoted = choices.map((choice) => `'${choice}'`);
  const last = quoted.pop();
  return `${quoted.join(', ')} or ${last}`;
}

// Reads the options that say which pages may call: `origins`, `hosts` and `allowHeaders`.
import { isArray, nameOrNone, reading, type Fields } from './fields.js';

const ALWAYS_ALLOWED = ['authorization', 'content-type'];

/** Which pages may call, and what they may send. */
export interface OriginSettings {
  readonly origins: ReadonlySet<string>;
  /** Host names; `undefined` accepts every `Host`. */
  readonly hosts: ReadonlySet<string> | undefined;
  /** The value of `Access-Control-Allow-Headers`. */
  readonly allowHeaders: string;
}

/** @throws {CouponError} `config`, naming the option and the index in its array. */
export function readOriginSettings(fields: Fields): OriginSettings {
  const hosts = readList(fields, 'hosts', "a host name in lower case without a port, such as 'shop.example'", isHostName);
  if (hosts?.length === 0) throw fields.unexpected('hosts', 'at least one name', 'none');
  const headers = readList(fields, 'allowHeaders', "the name of a header, such as 'baggage'; with cookies, browsers take '*' for a name", isHeaderName);
  const origins = readList(fields, 'origins', "an origin as a browser sends it, such as 'https://desk.example' or 'capacitor://localhost'", isOrigin);
  return {
    origins: new Set(origins),
    hosts: hosts && new Set(hosts),
    allowHeaders: [...new Set([...ALWAYS_ALLOWED, ...(headers ?? []).map((name) => name.toLowerCase())])].join(', '),
  };
}

function readList(fields: Fields, name: keyof OriginSettings, expected: string, isValid: (entry: string) => boolean): string[] | undefined {
  return fields.optional(name, (value) => {
    if (!isArray(value)) throw fields.unexpected(name, `an array, each entry ${expected}`, nameOrNone(value));
    return reading('config', name, () => Array.from(value)).map((entry, at) => {
      if (typeof entry === 'string' && isValid(entry)) return entry;
      throw fields.unexpected(`${name}[${at}]`, expected, typeof entry === 'string' ? 'another string' : nameOrNone(entry));
    });
  });
}

/**
 * Checks an origin: of a website as the URL standard serializes it; of an app, whose scheme has no origin in that
 * standard, its scheme and host. Refuses `file://`, the origin of every local file.
 */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/([\w.-]+|\[[\da-f:]+\])(:\d+)?$/.test(text) || !URL.canParse(text)) return false;
  const { origin, protocol } = new URL(text);
  return origin === text || !/^https?:$/.test(protocol);
}

/** Checks a host name as the URL standard serializes it, but refuses `*`, which the standard allows. */
function isHostName(text: string): boolean {
  const url = `http://${text}`;
  return !text.includes('*') && URL.canParse(url) && new URL(url).hostname === text;
}

/** Checks for a token of RFC 9110. */
function isHeaderName(text: string): boolean {
  return text !== '*' && /^[!#$%&'*+.^_`|~\w-]+$/.test(text);
}

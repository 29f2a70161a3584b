// Reads a configuration, field by field; the errors name the field.
import { checkAddress, warnOfKey } from './address.js';
import { DEFAULTS, readCommon, type CallOptions } from './call-options.js';
import { Fields, nameOf, object, reading, text, unexpected, type Given } from './fields.js';

/** What a client is made of, beside its cipher. */
export interface Configuration {
  readonly baseUrl: string;
  readonly channel: string;
  /** The caller's settings, not yet read. */
  readonly cipher: unknown;
  readonly fetch: typeof fetch | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: RequestCredentials | undefined;
  readonly now: (() => unknown) | undefined;
  readonly call: CallOptions;
}

/**
 * Reads a `Config`.
 *
 * @param openCipher Reads the cipher's settings when it is their turn.
 * @throws {CouponError} `config`, naming the field.
 */
export function readConfiguration<Opened>(config: unknown, openCipher: (settings: Given) => Opened): Configuration & { readonly cipher: Opened } {
  const given = object('config', 'config', config);
  const fields = new Fields('config', given);
  const configuration = {
    baseUrl: fields.nonEmptyText('baseUrl'),
    channel: fields.nonEmptyText('channel'),
    cipher: openCipher(fields.object('cipher')),
    fetch: fields.function<typeof fetch>('fetch'),
    headers: fields.optional('headers', readHeaders) || {},
    credentials: fields.oneOf('credentials', ['omit', 'same-origin', 'include']),
    now: fields.function<() => unknown>('now'),
    call: readCommon('config', given, DEFAULTS),
  };
  const allowed = fields.boolean('dangerouslyAllowBrowser');
  checkAddress(configuration.baseUrl, configuration.fetch === undefined);
  if (!allowed) warnOfKey();
  return configuration;
}

function readHeaders(value: unknown): Record<string, string> {
  const given = object('config', 'headers', value);
  const headers: Record<string, string> = {};
  for (const [name, found] of reading('config', 'headers', () => Object.entries(given))) {
    const path = `headers['${text('config', 'headers', name)}']`;
    if (typeof found !== 'string') throw unexpected('config', path, 'a string', nameOf(found));
    // `fetch` throws on what these refuse, which would look like a failure of the network.
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[^\0\r\n\u0100-\uFFFF]*$/.test(found)) {
      throw unexpected('config', path, 'a header that HTTP can carry', 'another');
    }
    headers[name] = found;
  }
  return headers;
}

// Reads a configuration, field by field; the errors name the field.
import { checkAddress, warnOfKey } from './address.js';
import { DEFAULTS, readCommon, type CallOptions } from './call-options.js';
import { Fields, isNothing, isObject, nameOf, object, reading, text, unexpected, type Given } from './fields.js';

/** What a client is made of. */
export interface Configuration<Cipher = unknown> {
  /** What the endpoints hang below. */
  readonly url: string;
  readonly fetch: typeof fetch | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: 'omit' | 'same-origin' | 'include' | undefined;
  readonly now: (() => unknown) | undefined;
  readonly call: CallOptions;
  /** What only a client that speaks to the CRM itself has. */
  readonly direct?: { readonly channel: string; readonly cipher: Cipher } | undefined;
}

// Beside a gateway they would do nothing, and a key has no business there.
const NOT_BESIDE_A_GATEWAY = ['baseUrl', 'channel', 'cipher'];

/** Whether a configuration names a gateway: a client of one needs no cipher, and so no WebAssembly. */
export function isForGateway(config: unknown): boolean {
  try {
    return isObject(config) && !isNothing(config.gatewayUrl);
  } catch {
    // Reading it again says so.
    return false;
  }
}

/**
 * Reads a `Config`.
 *
 * @param openCipher Reads the cipher's settings when it is their turn.
 * @throws {CouponError} `config`, naming the field.
 */
export function readConfiguration<Cipher>(config: unknown, openCipher: (settings: Given) => Cipher): Configuration<Cipher> {
  const given = object('config', 'config', config);
  const fields = new Fields('config', given);
  const gateway = fields.text('gatewayUrl') !== undefined;
  const address = gateway ? 'gatewayUrl' : 'baseUrl';
  const url = fields.nonEmptyText(address);
  const direct = gateway ? undefined : { channel: fields.nonEmptyText('channel'), cipher: openCipher(fields.object('cipher')) };
  for (const name of gateway ? NOT_BESIDE_A_GATEWAY : []) {
    if (!isNothing(fields.value(name))) throw fields.unexpected(name, 'none beside gatewayUrl', 'one');
  }
  const configuration = {
    url,
    direct,
    fetch: fields.function<typeof fetch>('fetch'),
    headers: fields.optional('headers', readHeaders) || {},
    credentials: fields.oneOf('credentials', ['omit', 'same-origin', 'include']),
    now: fields.function<() => unknown>('now'),
    call: readCommon('config', given, DEFAULTS),
  };
  const allowed = fields.boolean('dangerouslyAllowBrowser');
  checkAddress(address, url, configuration.fetch === undefined);
  if (direct && !allowed) warnOfKey();
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

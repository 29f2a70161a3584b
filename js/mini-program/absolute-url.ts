// The part of `URL` that checks an address.

const PARTS = /^\s*([a-z][a-z\d+.-]*:)(?:\/\/([^/?#\\]*))?/i;
const HOST = /^(\[[\da-f:.]+\]|[^\s:<>[\]^|%]+)(:\d*)?$/i;

/**
 * Replaces `URL` in the client's check of `baseUrl` and `gatewayUrl`. A mini-program has no page, so an address cannot
 * be relative.
 */
export class AbsoluteUrl {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;

  /** @throws {TypeError} if the address is not absolute. */
  constructor(address: string) {
    const [, protocol = '', authority = ''] = PARTS.exec(address) || [];
    this.protocol = protocol.toLowerCase();
    const at = authority.lastIndexOf('@');
    const [username = '', password = ''] = authority.slice(0, Math.max(at, 0)).split(':');
    this.username = username;
    this.password = password;
    const isHttp = this.protocol === 'http:' || this.protocol === 'https:';
    if (!protocol || (isHttp && !HOST.test(authority.slice(at + 1)))) throw new TypeError('Invalid URL');
  }
}

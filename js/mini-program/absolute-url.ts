const PARTS = /^\s*([a-z][a-z\d+.-]*:)(?:\/\/([^/?#\\]*))?/i;
const HOST = /^(\[[\da-f:.]+\]|[^\s:<>[\]^|%]+)(:\d*)?$/i;

/** As much of `URL` as the check of an address asks for. There is no page that an address could be relative to. */
export class AbsoluteUrl {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;

  /** @throws {TypeError} for what is no absolute address. */
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

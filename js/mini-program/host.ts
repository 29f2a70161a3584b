// The host that the code runs on, recognised by its `request` function. The function is looked up at each call, because a
// framework may install one later.
import type { HostRequest } from './host-request.js';

interface Host {
  request: HostRequest;
}

declare const wx: unknown;
declare const my: unknown;
declare const tt: unknown;

/** The name of the host, and its `request`. */
export interface NamedHost {
  readonly name: 'wx' | 'my' | 'tt';
  readonly request: HostRequest;
}

/** Returns the first of `wx`, `my` and `tt` that has a `request`. Frameworks add a `wx` without one to some hosts. */
export function findHost(): NamedHost | undefined {
  if (typeof wx !== 'undefined' && hasRequest(wx)) return named('wx', wx);
  if (typeof my !== 'undefined' && hasRequest(my)) return named('my', my);
  if (typeof tt !== 'undefined' && hasRequest(tt)) return named('tt', tt);
  return undefined;
}

function hasRequest(host: unknown): host is Host {
  return typeof Object(host).request === 'function';
}

function named(name: NamedHost['name'], host: Host): NamedHost {
  return { name, request: (options) => host.request(options) };
}

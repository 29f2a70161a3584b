// @ts-check
// Finds HAProxy, which stands in front of several instances of the gateway.
import { programs } from './programs.mjs';

/** Its path, as the environment variable that may name it. */
export const haproxy = () => programs({ name: 'HAProxy', programs: { HAPROXY: ['haproxy'] }, packages: ['haproxy'] });

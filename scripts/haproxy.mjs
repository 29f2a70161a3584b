// @ts-check
// Finds HAProxy, the load balancer in the tests with several instances of the gateway.
import { programs } from './programs.mjs';

/** The path of HAProxy, as the environment variable that can set it. */
export const haproxy = () => programs({ name: 'HAProxy', programs: { HAPROXY: ['haproxy'] }, packages: ['haproxy'] });

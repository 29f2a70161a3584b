// @ts-check
// Finds Redis, the store that the instances of the gateway share in the tests.
import { programs } from './programs.mjs';

/** The path of Redis, as the environment variable that can set it. */
export const redis = () => programs({ name: 'Redis', programs: { REDIS_SERVER: ['redis-server'] }, packages: ['redis-server'] });

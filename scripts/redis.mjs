// @ts-check
// Finds Redis, the store that instances of the gateway share in its test.
import { programs } from './programs.mjs';

/** Its path, as the environment variable that may name it. */
export const redis = () => programs({ name: 'Redis', programs: { REDIS_SERVER: ['redis-server'] }, packages: ['redis-server'] });

// @ts-check
// The folders outside the repository for tools and caches.
import { homedir } from 'node:os';
import { join } from 'node:path';

// Outside the repository, so that a second clone need not build the tools again, which takes minutes.
const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');

/** The command-line tools that the build needs. */
export const tools = join(cache, 'houcaller-coupons', 'tools');
export const toolsBin = join(tools, 'bin');

/** The packages that the compatibility matrix has installed. */
export const matrixCache = join(cache, 'houcaller-coupons', 'matrix');

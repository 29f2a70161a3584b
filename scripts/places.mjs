// @ts-check
import { homedir } from 'node:os';
import { join } from 'node:path';

// Outside the repository: building the tools takes minutes, and a second clone should not pay for them again.
const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');

/** Where the command-line tools that the build needs are kept. */
export const tools = join(cache, 'houcaller-coupons', 'tools');
export const toolsBin = join(tools, 'bin');

/** What the matrix has installed beside the package. */
export const matrixCache = join(cache, 'houcaller-coupons', 'matrix');

// @ts-check
// The contest in a page: the driver calls what stands here.
import * as batch from './batch.mjs';
import * as contest from './contest.mjs';

Object.assign(globalThis, { contest: { ...contest, ...batch } });

// @ts-check
// Runs the benchmark in a page, whose driver calls these global functions.
import * as watched from './watched.mjs';
import * as batch from './batch.mjs';
import * as contest from './contest.mjs';

Object.assign(globalThis, { contest: { ...contest, ...batch, ...watched } });

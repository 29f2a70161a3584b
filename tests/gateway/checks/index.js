// @ts-check
// Every check that runs against any runtime, by topic.
import { bodies } from './body.js';
import { bytes } from './bytes.js';
import { circuitBreaker } from './circuit-breaker.js';
import { crossing } from './crossing.js';
import { hostile } from './hostile.js';
import { observed } from './observed.js';
import { origin } from './origin.js';
import { paths } from './paths.js';
import { permission } from './permission.js';
import { rotation } from './rotation.js';
import { standing } from './standing.js';

/** @type {Record<string, import('../given.js').Checks>} */
export const checks = { permission, origin, paths, bodies, bytes, standing, hostile, circuitBreaker, crossing, rotation, observed };

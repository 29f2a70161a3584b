// @ts-check
// All checks that run in every runtime, by topic.
import { bodies } from './body.js';
import { headerInjection } from './header-injection.js';
import { circuitBreaker } from './circuit-breaker.js';
import { disconnects } from './disconnects.js';
import { hostileCrm } from './hostile-crm.js';
import { metricsAndLogs } from './metrics-and-logs.js';
import { origin } from './origin.js';
import { paths } from './paths.js';
import { permission } from './permission.js';
import { rotation } from './rotation.js';
import { limits } from './limits.js';

/** @type {Record<string, import('../fixture.js').Checks>} */
export const checks = { permission, origin, paths, bodies, headerInjection, limits, hostileCrm, circuitBreaker, disconnects, rotation, metricsAndLogs };

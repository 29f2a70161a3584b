// @ts-check
// All cases that run in every host, by topic.
import { answer } from './answer.js';
import { backOff } from './back-off.js';
import { bounds } from './bounds.js';
import { clocks } from './clocks.js';
import { configuration } from './configuration.js';
import { drift } from './drift.js';
import { encryption } from './encryption.js';
import { request } from './request.js';
import { retry } from './retry.js';
import { settings } from './settings.js';
import { polyfills } from './polyfills.js';
import { viaGateway } from './via-gateway.js';
import { wiped } from './wiped.js';

/** @type {Record<string, import('./fixtures.js').Cases>} */
export const topics = {
  answer,
  bounds,
  clocks,
  configuration,
  drift,
  encryption,
  settings,
  request,
  retry,
  'back-off': backOff,
  polyfills: polyfills,
  'via a gateway': viaGateway,
  wiped,
};

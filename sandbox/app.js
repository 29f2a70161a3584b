// @ts-check
// The sandbox CRM as a Hono application.
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { dailyAnswers } from './answers.js';
import { chinaDays } from './china-day.js';
import { desEcb } from './decrypt.js';
import { openEnvelope, readQuery } from './envelope.js';
import { ApiFailure } from './failures.js';
import { createFaults } from './faults/middleware.js';
import { findMember, members } from './members.js';
import { pause } from './pause.js';
import { PICTURE_TYPE, pictureAt, picturePaths } from './pictures.js';
import { redact } from './redact.js';
import { createRequestLog } from './request-log.js';

/** An invented key that is used only here. */
export const SANDBOX_KEY = 'sandbox8';
export const SANDBOX_CHANNEL = 'hkl-test';

export const ENDPOINT = '/htest/openapi/v1/listCpnItemByMember';

/**
 * @typedef {object} SandboxOptions
 * @property {string} [key] at least 8 bytes, of which the first 8 count; default `SANDBOX_KEY`
 * @property {string} [channel] the only accepted channel; default `SANDBOX_CHANNEL`
 * @property {() => number} [now] the sandbox's clock in milliseconds; default `Date.now`
 * @property {number} [latencyMs] delay before each API answer; default 0
 * @property {number} [maxClockSkewMs] how far a timestamp may be off, either way; default 5 minutes
 * @property {import('./decrypt.js').Decrypt} [decrypt] another cipher scheme; default `desEcb(key)`
 * @property {(entry: import('./log-entry.js').LogEntry) => void} [onLog] called with each finished log entry
 *
 * @typedef {object} Sandbox
 * @property {Hono<import('./context.js').SandboxEnv>} app
 * @property {import('./log-entry.js').LogEntry[]} log the last 1,000 requests, newest last, redacted
 */

const FIVE_MINUTES = 300_000;
const JSON_TYPE = 'application/json;charset=UTF-8';

/** Allows every origin and header, so that any page can call the sandbox. */
const openCors = cors({
  origin: (origin) => origin || '*',
  allowMethods: ['GET', 'POST'],
  exposeHeaders: ['Retry-After', 'Location'],
  credentials: true,
});

/**
 * @param {SandboxOptions} [options]
 * @returns {Sandbox}
 */
export function createSandbox(options = {}) {
  const { key = SANDBOX_KEY, channel = SANDBOX_CHANNEL, now = Date.now, latencyMs = 0, maxClockSkewMs = FIVE_MINUTES, decrypt = desEcb(key), onLog } = options;
  const answerOf = dailyAnswers(now);
  const { log, record } = createRequestLog({ now, knownSegments: knownSegments(), onLog });
  const faults = createFaults(now);

  /** @type {Hono<import('./context.js').SandboxEnv>} */
  const app = new Hono();

  // Registered before the log and the faults, which do not apply to these routes.
  app.use('/sandbox/*', openCors);
  app.get('/sandbox/members', (c) => c.json(describeMembers(now())));
  app.get('/sandbox/log', (c) => c.json(log));
  app.all('/sandbox/*', (c) => c.notFound());

  app.use(record);
  app.use(faults.choose);
  app.use((c, next) => (c.get('effects').some(({ withoutCors }) => withoutCors) ? next() : openCors(c, next)));
  app.use(faults.apply);

  app.post(ENDPOINT, async (c) => {
    const arrived = now();
    await pause(latencyMs, c.req.raw.signal);
    const entry = c.get('entry');
    try {
      // An interrupted body counts as a body that is not JSON.
      const text = await c.req.text().catch(() => '');
      const rules = { channel, now: arrived, maxClockSkewMs };
      const query = readQuery(openEnvelope(c.req.header('content-type'), text, rules), decrypt);
      entry.memberId = redact(query.memberId);
      entry.platformId = redact(query.platformId);
      const answer = answerOf(findMember(query));
      entry.code = 0;
      return c.body(answer, 200, { 'content-type': JSON_TYPE });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      entry.code = error.code;
      return c.body(JSON.stringify({ msg: error.message, code: error.code }), 200, { 'content-type': JSON_TYPE });
    }
  });
  app.all(ENDPOINT, (c) => c.text('This endpoint answers POST.\n', 405, { allow: 'POST, OPTIONS' }));

  app.get('/upload_img/*', (c) => {
    const picture = pictureAt(c.req.path);
    if (picture === undefined) return c.notFound();
    return c.body(picture, 200, { 'content-type': PICTURE_TYPE, 'cache-control': 'max-age=3600' });
  });

  app.notFound((c) => c.text(`Nothing here. Try POST ${ENDPOINT}, GET /sandbox/members or GET /sandbox/log.\n`, 404));

  return { app, log };
}

/** @param {number} now */
function describeMembers(now) {
  const day = chinaDays(now);
  return members.map(({ memberId, platformId, title, answer }) => ({
    memberId,
    platformId,
    title,
    coupons: answer(day).data.list.length,
  }));
}

/** The segments of existing paths, which the log prints unredacted. */
function knownSegments() {
  return new Set([ENDPOINT, ...picturePaths].flatMap((path) => path.split('/')));
}

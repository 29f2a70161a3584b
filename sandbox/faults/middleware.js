// @ts-check
// Applies the faults that a request asks for.
import { InvalidFault } from './arguments.js';
import { deliver, ORDINARY } from './deliver.js';
import { WITHOUT_BODY } from './page.js';
import { readFaults } from './read.js';
import { createRequestCounter } from './request-counter.js';

/**
 * @typedef {import('./table.js').Effect} Effect
 * @typedef {import('./page.js').Reply} Reply
 * @typedef {import('hono').Context<import('../context.js').SandboxEnv>} SandboxContext
 * @typedef {import('hono').MiddlewareHandler<import('../context.js').SandboxEnv>} SandboxMiddleware
 */

/**
 * Two middlewares, because the CORS middleware runs between them: `choose` determines the faults of a request, and `apply`
 * applies them to the answer.
 *
 * @param {() => number} now
 * @returns {{ choose: SandboxMiddleware, apply: SandboxMiddleware }}
 */
export function createFaults(now) {
  const stillApplies = createRequestCounter();

  return {
    choose: async (c, next) => {
      c.set('effects', []);
      try {
        const preflight = c.req.method === 'OPTIONS';
        const chosen = readFaults(faultText(c));
        const applies = stillApplies(
          chosen.map(({ effect }) => effect),
          !preflight,
        );
        const active = chosen.filter(({ effect }) => applies && (!preflight || effect.withoutCors));
        c.set(
          'effects',
          active.map(({ effect }) => effect),
        );
        c.get('entry').fault = active.map(({ label }) => label).join(', ');
      } catch (error) {
        if (!(error instanceof InvalidFault)) throw error;
        c.set('mistake', error);
      }
      await next();
    },

    apply: async (c, next) => {
      const mistake = c.get('mistake');
      if (mistake) return badRequest(c, mistake);
      await next();

      const effects = c.get('effects');
      if (effects.length === 0) return;
      try {
        const reply = applyEffects(await replyOf(c.res), effects, now());
        const delivery = Object.assign({}, ORDINARY, ...effects.map((effect) => effect.delivery));
        const connection = { outgoing: c.env?.outgoing, signal: c.req.raw.signal };
        c.res = await deliver(reply, delivery, connection);
      } catch (error) {
        if (!(error instanceof InvalidFault)) throw error;
        c.res = badRequest(c, error);
      }
    },
  };
}

/**
 * The URL takes precedence over the header, so that the target of a redirect can disable the faults.
 *
 * @param {SandboxContext} c
 */
function faultText(c) {
  return c.req.queries('fault')?.join(',') ?? utf8Of(c.req.header('x-sandbox-fault') ?? '');
}

/** @param {string} header in Latin-1, as which hosts read the bytes of headers */
function utf8Of(header) {
  return new TextDecoder().decode(Uint8Array.from(header, (character) => character.charCodeAt(0)));
}

/**
 * @param {SandboxContext} c
 * @param {InvalidFault} mistake
 */
function badRequest(c, mistake) {
  return c.text(`${mistake.message}\n`, 400);
}

/**
 * @param {Response} response
 * @returns {Promise<Reply>}
 */
async function replyOf(response) {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

/**
 * @param {Reply} original
 * @param {Effect[]} effects
 * @param {number} now
 * @returns {Reply}
 */
function applyEffects(original, effects, now) {
  const answered = changeAnswer(
    original,
    effects.flatMap(({ answer }) => answer ?? []),
  );
  const paged = effects.reduce((reply, { page }) => (page ? page(reply, now) : reply), answered);
  const body = effects.reduce((bytes, effect) => (effect.bytes ? effect.bytes(bytes) : bytes), paged.body);
  if (body.length > 0 && WITHOUT_BODY.has(paged.status)) throw new InvalidFault(`An answer with status ${paged.status} has no body.`);
  return { ...paged, body };
}

/**
 * Changes only JSON, so pictures stay the same.
 *
 * @param {Reply} reply
 * @param {import('./answer.js').ChangeAnswer[]} changes
 * @returns {Reply}
 */
function changeAnswer(reply, changes) {
  if (changes.length === 0 || !reply.headers['content-type']?.startsWith('application/json')) return reply;
  const answer = JSON.parse(new TextDecoder().decode(reply.body));
  const changed = changes.reduce((value, change) => change(value), answer);
  return { ...reply, body: new TextEncoder().encode(JSON.stringify(changed)) };
}

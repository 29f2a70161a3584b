// @ts-check
// The sandbox's CRM, with a hand on it: what it does wrong, when it answers, and what it was asked.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { getRequestListener } from '@hono/node-server';
import { createSandbox } from '../../sandbox/app.js';
import { desEcb } from '../../sandbox/decrypt.js';

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} Reply */
/** @typedef {Awaited<ReturnType<typeof startCrm>>} Crm */

/** @param {string} key */
export async function startCrm(key) {
  /** @type {Set<() => void>} */
  const held = new Set();
  const control = {
    /** @type {string} */
    key,
    /** What it does wrong, as sandbox/README.md writes it. */
    fault: '',
    /** Answers in its place. @type {Reply | undefined} */
    reply: undefined,
    /** Whether it keeps whoever asks waiting, until `release`. */
    holding: false,
    /** How often it was asked. */
    asked: 0,
    /** The most that it was asked at once. */
    most: 0,
    underWay: 0,
    /** Every `param` that came. @type {Set<string>} */
    params: new Set(),
    /** Every body that came. @type {string[]} */
    bodies: [],
    release() {
      control.holding = false;
      for (const go of held) go();
      held.clear();
    },
    /** Resolves once it has been asked so often. @param {number} times */
    async until(times) {
      for (const deadline = Date.now() + 10_000; control.asked < times; await new Promise((resolve) => setTimeout(resolve, 5))) {
        if (Date.now() > deadline) throw new Error(`the CRM was asked ${control.asked} times in 10 s, not ${times}`);
      }
    },
    /** As it was in the beginning; what it was asked stays. */
    reset() {
      Object.assign(control, { key, fault: '', reply: undefined, most: 0 });
      control.release();
    },
  };

  const decrypt = (/** @type {string} */ param) => desEcb(control.key)(param);
  const { app } = createSandbox({ key, decrypt });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer(async (request, response) => {
    control.asked += 1;
    control.underWay += 1;
    control.most = Math.max(control.most, control.underWay);
    response.once('close', () => (control.underWay -= 1));
    note(request, (text) => {
      control.bodies.push(text);
      control.params.add(JSON.parse(text).param);
    });
    if (control.fault) request.url += `?fault=${encodeURIComponent(control.fault)}`;
    if (control.holding) await new Promise((resolve) => held.add(() => resolve(undefined)));
    if (control.reply) control.reply(request, response);
    else await answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  return Object.assign(control, {
    url: `http://127.0.0.1:${port}`,
    /** @returns {Promise<void>} */
    close: () =>
      new Promise((resolve) => {
        control.release();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/**
 * Has a body told without taking it from whoever reads it.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {(text: string) => void} tell
 */
function note(request, tell) {
  /** @type {Buffer[]} */
  const chunks = [];
  const push = request.push.bind(request);
  request.push = (chunk) => {
    if (chunk === null && chunks.length) tell(Buffer.concat(chunks).toString());
    if (chunk) chunks.push(chunk);
    return push(chunk);
  };
}

// @ts-check
// The sandbox's CRM with controls for its faults and the time of its answers, and a record of the requests.
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
    /** The fault of its answers: see sandbox/README.md. */
    fault: '',
    /** Answers instead of the sandbox. @type {Reply | undefined} */
    reply: undefined,
    /** Whether it holds its answers back until `release`. */
    holding: false,
    /** The number of requests. */
    requests: 0,
    /** The highest number of concurrent requests. */
    maxConcurrent: 0,
    active: 0,
    /** The `param` of all requests. @type {Set<string>} */
    params: new Set(),
    /** The bodies of all requests. @type {string[]} */
    bodies: [],
    release() {
      control.holding = false;
      for (const go of held) go();
      held.clear();
    },
    /** Waits until it has received this many requests. @param {number} times */
    async until(times) {
      for (const deadline = Date.now() + 10_000; control.requests < times; await new Promise((resolve) => setTimeout(resolve, 5))) {
        if (Date.now() > deadline) throw new Error(`the CRM received ${control.requests} requests in 10 s, expected ${times}`);
      }
    },
    /** Resets the controls, but not the record of requests. */
    reset() {
      Object.assign(control, { key, fault: '', reply: undefined, maxConcurrent: 0 });
      control.release();
    },
  };

  const decrypt = (/** @type {string} */ param) => desEcb(control.key)(param);
  const { app } = createSandbox({ key, decrypt });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer(async (request, response) => {
    control.requests += 1;
    control.active += 1;
    control.maxConcurrent = Math.max(control.maxConcurrent, control.active);
    response.once('close', () => (control.active -= 1));
    observeBody(request, (text) => {
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
 * Reports the body of a request without consuming it.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {(text: string) => void} report
 */
function observeBody(request, report) {
  /** @type {Buffer[]} */
  const chunks = [];
  const push = request.push.bind(request);
  request.push = (chunk) => {
    if (chunk === null && chunks.length) report(Buffer.concat(chunks).toString());
    if (chunk) chunks.push(chunk);
    return push(chunk);
  };
}

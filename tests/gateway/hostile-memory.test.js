// @ts-check
// Measures the peak memory of a gateway that gets 200 hostile answers, and checks that other requests are answered meanwhile. The
// process has a heap of 256 MB.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import published from '../../sandbox/published-response.json' with { type: 'json' };
import { desEcb } from '../../sandbox/decrypt.js';
import { serves } from '../support/command.mjs';
import { bomb, brackets, endless, nested, refusing } from './hostile-answers.js';
import { ask } from '../support/raw-http.js';

const KEY = 'q7~Kx!Z3';
const HOSTILE = 200;
const MAX_MEGABYTES = 256;
const GOOD = JSON.stringify(published);

/** A CRM that answers queries for `HOSTILE<number>` with a hostile answer, and all others normally. */
async function startCrm() {
  const replies = [bomb().reply, endless(), nested(5_000), brackets(), refusing('豪'.repeat(1_100_000))];
  const decrypt = desEcb(KEY);
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { memberId } = JSON.parse(decrypt(JSON.parse(Buffer.concat(chunks).toString()).param) ?? '');
    const hostile = /^HOSTILE(\d+)$/.exec(memberId)?.[1];
    if (hostile === undefined) response.setHeader('content-type', 'application/json').end(GOOD);
    else replies[Number(hostile) % replies.length]?.(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, close: () => (server.close(), server.closeAllConnections()) };
}

test(`${HOSTILE} hostile answers take less than ${MAX_MEGABYTES} MB, and other requests are answered meanwhile`, { timeout: 300_000 }, async (t) => {
  const crm = await startCrm();
  t.after(() => crm.close());
  const variables = { CRM_URL: crm.url, CRM_KEY: KEY };
  const gateway = await serves(process.execPath, ['--max-old-space-size=256', 'served-gateway.mjs'], {
    folder: fileURLToPath(new URL('.', import.meta.url)),
    variables,
  });
  t.after(() => gateway.close());

  let over = false;
  /** @type {number[]} */
  const waits = [];
  const others = Promise.all(
    [0, 1].map(async (asker) => {
      for (let at = 0; !over; at += 1) {
        const { status, text, ms } = await ask(gateway.url, { body: { memberId: `GOOD${asker}N${at}` } });
        assert.deepEqual([status, text], [200, JSON.stringify({ msg: 'success', code: 0, data: published.data })]);
        waits.push(ms);
        await new Promise((resolve) => void setTimeout(resolve, 20));
      }
    }),
  );
  /** @type {Record<string, number>} */
  const seen = {};
  for (let at = 0; at < HOSTILE; at += 1) {
    const { status, text } = await ask(gateway.url, { body: { memberId: `HOSTILE${at}` } });
    const { kind, code } = JSON.parse(text);
    const outcome = `${status} ${kind ?? code}`;
    seen[outcome] = (seen[outcome] ?? 0) + 1;
  }
  over = true;
  await others;
  const megabytes = Number((await ask(gateway.url, { method: 'GET', path: '/memory' })).text);
  waits.sort((a, b) => a - b);
  const [median, slowest] = [waits[waits.length >> 1] ?? 0, waits.at(-1) ?? 0].map(Math.round);
  t.diagnostic(`peak ${megabytes.toFixed(0)} MB; ${waits.length} other requests answered, median ${median} ms, slowest ${slowest} ms`);
  assert.deepEqual(seen, { '502 decode': HOSTILE * 0.8, '200 5': HOSTILE * 0.2 });
  assert.ok(megabytes < MAX_MEGABYTES, `${megabytes} MB`);
  assert.ok(waits.length > HOSTILE && slowest < 5_000);
});

// @ts-check
// The connections of the gateway on Node: answers under way at SIGTERM, clients that do not read, clients that send slowly, and a log that nobody reads.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { MEMBER } from '../../support/guide.js';
import { nodeGateway } from './node-gateway.js';
import { visitor } from './visitor.js';

const MANY_COUPONS = 20_000;
/** The client's socket takes a part of the answer by itself; the rest stays with the server until somebody reads. */
const LEAST_BYTES = 8_000_000;
const HEAD_END = '\r\n\r\n';

/** @type {Awaited<ReturnType<typeof nodeGateway>>} */
let gateway;
/** @type {import('node:http').Server} */
let crm;
/** @type {string} */
let crmUrl;

before(async () => {
  gateway = await nodeGateway();
  const [coupon] = published.data.list;
  const list = Array.from({ length: MANY_COUPONS }, (_, index) => ({ ...coupon, id: String(index) }));
  const body = JSON.stringify({ msg: 'success', code: 0, data: { list } });
  crm = createServer((request, response) => void request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(body)));
  await once(crm.listen(0, '127.0.0.1'), 'listening');
  crmUrl = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (crm.address()).port}`;
});
after(async () => {
  crm?.closeAllConnections();
  crm?.close();
  await gateway?.close();
});

/**
 * Asks for the coupons, and does not read the answer until it is told to.
 *
 * @param {string} url
 */
async function asksAndDoesNotRead(url) {
  const member = visitor(url);
  await member.logIn('published');
  const { hostname, port } = new URL(url);
  const body = JSON.stringify({ memberId: MEMBER });
  const head = [
    'POST /coupons/listCpnItemByMember HTTP/1.1',
    `host: ${hostname}:${port}`,
    `origin: ${url}`,
    `cookie: ${member.cookie}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ];
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(`${head.join('\r\n')}${HEAD_END}${body}`);
  const [first] = await once(socket, 'data');
  socket.pause();
  const expected = first.indexOf(HEAD_END) + HEAD_END.length + Number(/content-length: (\d+)/i.exec(first)?.[1]);
  assert.ok(expected > LEAST_BYTES, String(expected));
  return {
    expected,
    /** @returns {Promise<number>} how many bytes came in all */
    async read() {
      let bytes = first.length;
      socket.on('data', (chunk) => (bytes += chunk.length)).resume();
      await once(socket, 'close');
      return bytes;
    },
  };
}

test('at SIGTERM, an answer that is under way arrives whole', async () => {
  const program = gateway.start({ CRM_URL: crmUrl });
  try {
    const { expected, read } = await asksAndDoesNotRead(await program.url());
    const stopped = program.stop();
    await pause(1_000);
    assert.equal(await read(), expected);
    assert.equal(await stopped, 0);
  } finally {
    await program.stop();
  }
});

test('at SIGTERM, a connection that waits for its next request is no reason to wait', async () => {
  const program = gateway.start();
  try {
    const url = await program.url();
    // The connection of fetch is kept alive.
    await (await fetch(`${url}/coupons/healthz`)).text();
    const began = performance.now();
    assert.equal(await program.stop(), 0);
    assert.ok(performance.now() - began < 2_000);
  } finally {
    await program.stop();
  }
});

test('a client that does not read is cut off, and so is a log-in that comes a byte at a time', async () => {
  const program = gateway.start({ CRM_URL: crmUrl });
  try {
    const url = await program.url();
    const doesNotRead = async () => {
      const { expected, read } = await asksAndDoesNotRead(url);
      await pause(22_000);
      assert.ok((await read()) < expected);
    };
    const sendsSlowly = async () => {
      const { hostname, port } = new URL(url);
      const body = JSON.stringify({ account: 'published' });
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {});
      socket.write(`POST /session HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}${HEAD_END}`);
      const began = performance.now();
      let answer = '';
      socket.setEncoding('utf8').on('data', (text) => (answer += text));
      const bytes = [...body];
      const sending = setInterval(() => socket.write(bytes.shift() ?? ' '), 800);
      await once(socket, 'close');
      clearInterval(sending);
      assert.match(answer, /^HTTP\/1.1 408 /);
      assert.ok(performance.now() - began < 15_000);
    };
    await Promise.all([doesNotRead(), sendsSlowly()]);
    assert.equal((await visitor(url).logIn('published')).status, 200);
  } finally {
    await program.stop();
  }
});

test('when nobody reads its log any more, it goes on', async () => {
  const program = gateway.start();
  try {
    const url = await program.url();
    program.child.stdout.destroy();
    program.child.stderr.destroy();
    const member = visitor(url);
    await member.logIn('published');
    for (let count = 0; count < 5; count++) {
      assert.equal((await member.coupons({ memberId: MEMBER })).status, 200);
      await pause(50);
    }
    assert.equal(program.child.exitCode, null);
    assert.equal(await program.stop(), 0);
  } finally {
    await program.stop();
  }
});

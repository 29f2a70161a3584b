// @ts-check
// The connections of the Node gateway: unfinished answers at SIGTERM, clients that do not read or send slowly, and a log whose
// reader has ended.
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
/** More than the socket buffers hold, so that a part of the answer stays in the server until the client reads. */
const MIN_BYTES = 8_000_000;
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
 * Queries the coupons, but reads the answer only when `read` is called.
 *
 * @param {string} url
 */
async function queryWithoutReading(url) {
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
  assert.ok(expected > MIN_BYTES, String(expected));
  return {
    expected,
    /** @returns {Promise<number>} the number of bytes received */
    async read() {
      let bytes = first.length;
      socket.on('data', (chunk) => (bytes += chunk.length)).resume();
      await once(socket, 'close');
      return bytes;
    },
  };
}

test('at SIGTERM, an unfinished answer is sent completely', async () => {
  const program = gateway.start({ CRM_URL: crmUrl });
  try {
    const { expected, read } = await queryWithoutReading(await program.url());
    const stopped = program.stop();
    await pause(1_000);
    assert.equal(await read(), expected);
    assert.equal(await stopped, 0);
  } finally {
    await program.stop();
  }
});

test('at SIGTERM, idle connections are closed at once', async () => {
  const program = gateway.start();
  try {
    const url = await program.url();
    // fetch keeps its connection alive.
    await (await fetch(`${url}/coupons/healthz`)).text();
    const began = performance.now();
    assert.equal(await program.stop(), 0);
    assert.ok(performance.now() - began < 2_000);
  } finally {
    await program.stop();
  }
});

test('connections are closed if the client does not read its answer, or sends its log-in too slowly', async () => {
  const program = gateway.start({ CRM_URL: crmUrl });
  try {
    const url = await program.url();
    const doesNotRead = async () => {
      const { expected, read } = await queryWithoutReading(url);
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

test('the server continues if the reader of its log has ended', async () => {
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

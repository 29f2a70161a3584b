// @ts-check
// The connections of the Node gateway: unfinished answers at SIGTERM, clients that do not read or send slowly, and a log whose
// reader has ended.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import published from '../../../sandbox/published-response.json' with { type: 'json' };
import { MEMBER } from '../../support/guide.js';
import { gracefulStop } from '../../../examples/node-gateway/src/connections.js';
import { logLines } from '../log-lines.js';
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

test('a second signal does not cut off an unfinished answer', async () => {
  for (const signals of /** @type {NodeJS.Signals[][]} */ ([
    ['SIGINT', 'SIGTERM'],
    ['SIGTERM', 'SIGTERM'],
  ])) {
    const program = gateway.start({ CRM_URL: crmUrl });
    try {
      const { expected, read } = await queryWithoutReading(await program.url());
      for (const signal of signals) {
        program.child.kill(signal);
        await pause(500);
      }
      assert.equal(await read(), expected, signals.join());
      assert.equal(await program.ended, 0, signals.join());
    } finally {
      await program.stop();
    }
  }
});

test('at SIGTERM, requests to a CRM that never answers are cut off after 10 seconds, and have their log lines', async () => {
  const sockets = new Set();
  const silent = createTcpServer((socket) => sockets.add(socket.on('error', () => {})));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (silent.address());
  await writeFile(join(gateway.folder, 'busy-log-in.js'), `setInterval(() => {}, 1_000); export { demoLogIn as logIn } from './src/demo-accounts.js';`);
  const program = gateway.start({ CRM_URL: `http://127.0.0.1:${port}/v1`, DEMO: '0', LOG_IN: './busy-log-in.js', HOST: '127.0.0.1' });
  try {
    const url = await program.url();
    const visitors = await Promise.all(
      ['published', 'ordinary'].map(async (account) => {
        const person = visitor(url);
        await person.logIn(account);
        return person;
      }),
    );
    const cut = visitors.map((person, at) => assert.rejects(person.coupons({ memberId: [MEMBER, 'SANDBOXMEMBER'][at] })));
    while (sockets.size < 2) await pause(10);
    const began = performance.now();
    assert.equal(await program.stop(), 0);
    const ms = performance.now() - began;
    // Below the 15 seconds after which compose.yaml kills it.
    assert.ok(ms > 9_500 && ms < 14_000, `${ms} ms`);
    await Promise.all(cut);
    const lines = logLines(program.printed).filter(({ route }) => route === 'listCpnItemByMember');
    assert.deepEqual(
      lines.map(({ status, caller }) => [status, typeof caller]),
      [
        [502, 'string'],
        [502, 'string'],
      ],
    );
  } finally {
    await program.stop();
    silent.close();
    for (const socket of sockets) socket.destroy();
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

for (const [when, ms] of /** @type {[string, number][]} */ ([
  ['before the first answer', 0],
  ['between the answers', 500],
])) {
  test(`a server that stops ${when} of a connection with two requests sends both`, async () => {
    const answerMs = { '/1': 250, '/2': 1_000 };
    const server = createServer(async ({ url }, response) => {
      await pause(answerMs[/** @type {keyof typeof answerMs} */ (url)]);
      response.end(`answer ${url}`);
    });
    const stop = gracefulStop(server, 5_000);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const socket = connect(/** @type {import('node:net').AddressInfo} */ (server.address()).port, '127.0.0.1');
    let received = '';
    socket.setEncoding('utf8').on('data', (text) => (received += text));
    const requested = [once(server, 'request'), once(socket, 'close')];
    socket.write(['/1', '/2'].map((path) => `GET ${path} HTTP/1.1\r\nhost: a${HEAD_END}`).join(''));
    await requested[0];
    await pause(ms);
    const began = performance.now();
    await new Promise((resolve) => stop(() => resolve(undefined)));
    await requested[1];
    assert.deepEqual(received.match(/answer \/\d/g), ['answer /1', 'answer /2']);
    assert.ok(performance.now() - began < 2_500);
  });
}

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

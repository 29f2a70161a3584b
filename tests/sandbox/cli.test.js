// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ENDPOINT } from '../../sandbox/app.js';
import { faults } from '../../sandbox/faults/table.js';
import { members } from '../../sandbox/members.js';
import { encrypt, envelope, listCoupons, post, PUBLISHED_MEMBER } from './support.js';

const main = fileURLToPath(new URL('../../sandbox/main.js', import.meta.url));

/**
 * Starts the sandbox with an empty PATH, so that it cannot use other programs such as `openssl`.
 *
 * @param {string[]} args
 * @param {string} [zone]
 */
function run(args, zone = 'UTC') {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: '', TZ: zone } });
  /** @type {string[]} */
  const lines = [];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  createInterface(child.stderr).on('line', (line) => lines.push(line));

  /** @param {RegExp} pattern @returns {Promise<RegExpExecArray>} */
  const seen = async (pattern) => {
    for (let attempt = 0; attempt < 1000; attempt += 1) {
      const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`not printed: ${pattern}`);
  };
  return { child, lines, seen };
}

test('it prints the URL, the members, the faults, and one redacted line per request', async () => {
  const { child, lines, seen } = run(['--port', '0']);
  try {
    const [, url] = await seen(/(http:\/\/127\.0\.0\.1:\d+)/);
    await seen(/^Requests/);
    const greeting = lines.join('\n');
    for (const { memberId } of members) assert.ok(greeting.includes(memberId), memberId);
    for (const { usage } of Object.values(faults)) assert.ok(greeting.includes(usage), usage);
    assert.ok(greeting.includes('sandbox8') && greeting.includes('hkl-test') && greeting.includes('x-sandbox-fault'));

    const printed = lines.length;
    const response = await post(url, envelope({ memberId: PUBLISHED_MEMBER }), { search: '?fault=delay=1' });
    assert.equal(JSON.parse(await response.text()).data.list.length, 8);
    const [, line] = await seen(/^[\d:.]+ {2}(POST.*)/);
    assert.ok(line.startsWith(`POST  ${ENDPOINT}  200  code 0  member K1…(13)  [delay=1]  `), line);
    assert.match(line, / \d+ ms$/);
    assert.equal(lines.length, printed + 1);
    assert.ok(!lines.slice(printed).join().includes(PUBLISHED_MEMBER));
  } finally {
    child.kill();
  }
});

test("today is the day in China, whatever the machine's time zone", async () => {
  const { child, seen } = run(['--port', '0'], 'America/New_York');
  const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format();
  try {
    const [, url] = await seen(/(http:\/\/127\.0\.0\.1:\d+)/);
    const before = today();
    const coupons = await listCoupons(url, { memberId: 'SANDBOXPERIOD' });
    const oneDay = coupons.find(({ begDate, endDate }) => begDate === endDate);
    assert.ok([before, today()].includes(oneDay?.begDate));
  } finally {
    child.kill();
  }
});

test('--key and --channel set the key and the channel, and the key is not printed', async () => {
  const { child, lines, seen } = run(['--port', '0', '--key', 'my-own-key', '--channel', 'mine']);
  try {
    const [, url] = await seen(/(http:\/\/127\.0\.0\.1:\d+)/);
    const param = encrypt(JSON.stringify({ memberId: PUBLISHED_MEMBER }), 'my-own-key');
    const response = await post(url, envelope({}, { param, channel: 'mine' }));
    assert.equal(JSON.parse(await response.text()).code, 0);
    assert.ok(!lines.join().includes('my-own-key'));
  } finally {
    child.kill();
  }
});

test('--latency delays each answer of the API', async () => {
  const { child, seen } = run(['--port', '0', '--latency', '300']);
  try {
    const [, url] = await seen(/(http:\/\/127\.0\.0\.1:\d+)/);
    const started = performance.now();
    await listCoupons(url, { memberId: PUBLISHED_MEMBER });
    assert.ok(performance.now() - started >= 295);
  } finally {
    child.kill();
  }
});

test('SIGTERM ends it at once, even while it answers a request', async () => {
  const { child, seen } = run(['--port', '0']);
  const [, url] = await seen(/(http:\/\/127\.0\.0\.1:\d+)/);
  const asked = assert.rejects(post(url, envelope({ memberId: PUBLISHED_MEMBER }), { search: '?fault=delay=60000' }), TypeError);
  /** @returns {Promise<unknown[]>} */
  const log = async () => (await fetch(`${url}/sandbox/log`)).json();
  while ((await log()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

  const started = performance.now();
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  await asked;
  assert.equal(code, 0);
  assert.ok(performance.now() - started < 2000);
});

for (const [args, reason] of /** @type {[string[], RegExp][]} */ ([
  [['--port', 'http'], /--port takes a whole number/],
  [['--port', '99999'], /port/],
  [['--key', 'short'], /at least 8 bytes/],
  [['--foo'], /^Unknown option '--foo'\. --help explains/],
  [['--port'], /^Option '--port <value>' argument missing\. --help explains/],
  [['--port', '--key'], /^Option '--port' argument is ambiguous\. --help explains/],
  [['my-own-key'], /^Found an argument that belongs to no option\. --help explains/],
])) {
  test(`${args.join(' ')} ends with an error message, without a stack trace`, async () => {
    const { child, lines } = run(args);
    const [code] = await once(child, 'close');
    assert.notEqual(code, 0);
    assert.equal(lines.length, 1);
    assert.match(lines[0], reason);
  });
}

for (const args of [['--foo'], ['--port'], ['my-own-key'], ['--port', 'http']]) {
  test(`${args.join(' ')} is a wrong use, whose exit code is 2`, async () => {
    const [code] = await once(run(args).child, 'close');
    assert.equal(code, 2);
  });
}

test('--help explains the options', async () => {
  const { child, lines } = run(['--help']);
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
  assert.match(lines.join('\n'), /--port.*--key/);
});

// @ts-check
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { readFile } from 'node:fs/promises';
import { after, describe, test } from 'node:test';
import { ENDPOINT } from '../../sandbox/app.js';
import { faults } from '../../sandbox/faults/table.js';
import { members } from '../../sandbox/members.js';
import { startSandbox } from '../../sandbox/server.js';
import { envelope, post, PUBLISHED_MEMBER } from './support.js';

const sandbox = await startSandbox();
after(() => sandbox.close());

const published = JSON.parse(await readFile(new URL('../../sandbox/published-response.json', import.meta.url), 'utf8'));
const publishedText = JSON.stringify(published);
const publishedBytes = Buffer.from(publishedText);
const MEBIBYTE = 1024 * 1024;

/**
 * @typedef {import('./support.js').PostOptions & { memberId?: string }} AskOptions
 * @typedef {(fault: string, options?: AskOptions) => Promise<Response>} Ask
 *
 * @type {Record<string, Ask>}
 */
const ways = {
  header: (fault, { memberId = PUBLISHED_MEMBER, ...options } = {}) =>
    post(sandbox.url, envelope({ memberId }), {
      ...options,
      // In UTF-8, as curl sends it.
      headers: { ...options.headers, 'x-sandbox-fault': Buffer.from(fault).toString('latin1') },
    }),
  URL: (fault, { memberId = PUBLISHED_MEMBER, ...options } = {}) =>
    post(sandbox.url, envelope({ memberId }), { ...options, search: `?fault=${encodeURIComponent(fault)}` }),
};

/**
 * @param {Promise<Response>} asked
 * @returns {Promise<any>}
 */
const json = async (asked) => JSON.parse(await (await asked).text());

/**
 * The raw headers and body of an answer, and the error with which the connection ended.
 *
 * @param {string} fault
 * @returns {Promise<{ head: string, body: Buffer, error: string | undefined }>}
 */
function onTheWire(fault) {
  const body = JSON.stringify(envelope({ memberId: PUBLISHED_MEMBER }));
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
  socket.write(
    [
      `POST ${ENDPOINT}?fault=${fault} HTTP/1.1`,
      'host: sandbox',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const chunks = [];
    /** @type {string | undefined} */
    let error;
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (problem) => (error = /** @type {NodeJS.ErrnoException} */ (problem).code));
    socket.on('close', () => {
      const bytes = Buffer.concat(chunks);
      const end = bytes.indexOf('\r\n\r\n');
      resolve({ head: bytes.subarray(0, Math.max(end, 0)).toString(), body: bytes.subarray(end + 4), error });
    });
  });
}

/** @param {Promise<unknown>} promise */
async function timed(promise) {
  const started = performance.now();
  await promise;
  return performance.now() - started;
}

let fresh = 0;
const freshId = () => `test-${(fresh += 1)}`;

/** One check for each fault. @type {Record<string, (ask: Ask) => Promise<void>>} */
const checks = {
  delay: async (ask) => {
    let head = 0;
    const asked = ask('delay=150').then((response) => ((head = performance.now()), response));
    const started = performance.now();
    assert.deepEqual(await json(asked), published);
    assert.ok(head - started >= 145);
  },

  'slow-body': async (ask) => {
    const started = performance.now();
    const response = await ask('slow-body=400');
    const head = performance.now() - started;
    assert.equal(response.headers.get('content-length'), String(publishedBytes.length));
    const chunks = [];
    for await (const chunk of /** @type {any} */ (response.body)) chunks.push(chunk);
    const whole = performance.now() - started;
    assert.equal(Buffer.concat(chunks).toString(), publishedText);
    assert.ok(chunks.length > 5, `${chunks.length} chunks`);
    assert.ok(whole >= 395 && head < whole / 2, `head ${head}, whole ${whole}`);
  },

  reset: async (ask) => {
    await assert.rejects(ask('reset'), (/** @type {any} */ error) => error.cause.code === 'ECONNRESET');
  },

  'reset-mid-body': async (ask) => {
    const response = await ask('reset-mid-body');
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), (/** @type {any} */ error) => error.cause.code === 'ECONNRESET');
  },

  'half-body': async (ask) => {
    const response = await ask('half-body');
    assert.equal(response.headers.get('content-length'), String(publishedBytes.length));
    await assert.rejects(response.text(), (/** @type {any} */ error) => error.cause.code === 'UND_ERR_SOCKET');
  },

  huge: async (ask) => {
    const response = await ask('huge');
    assert.equal(response.headers.get('content-length'), null);
    const body = Buffer.from(await response.arrayBuffer());
    assert.equal(body.length, 50 * MEBIBYTE);
    assert.ok(body.subarray(0, publishedBytes.length).equals(publishedBytes));
    assert.equal(body.toString('latin1', publishedBytes.length).trim(), '');
  },

  status: async (ask) => {
    for (const status of [400, 401, 403, 404, 408, 425, 500, 502, 503, 504, 599]) {
      const response = await ask(`status=${status}`);
      assert.equal(response.status, status);
      assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
      assert.match(await response.text(), /<html>/);
    }
    const created = await ask('status=201');
    assert.equal(created.status, 201);
    assert.deepEqual(await created.json(), published);
    const noContent = await ask('status=204');
    assert.equal(noContent.status, 204);
    assert.equal(await noContent.text(), '');
  },

  429: async (ask) => {
    const response = await ask('429=7');
    assert.equal(response.status, 429);
    assert.equal(response.headers.get('retry-after'), '7');
    await response.text();
    const bare = await ask('429');
    assert.equal(bare.status, 429);
    assert.equal(bare.headers.get('retry-after'), null);
    await bare.text();
  },

  '429-date': async (ask) => {
    const before = Date.now();
    const response = await ask('429-date=7');
    assert.equal(response.status, 429);
    const text = response.headers.get('retry-after') ?? '';
    assert.equal(new Date(text).toUTCString(), text);
    const wait = Date.parse(text) - before;
    assert.ok(wait >= 7000 && wait < 9000, `${wait} ms`);
    await response.text();
  },

  503: async (ask) => {
    const response = await ask('503=3');
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('retry-after'), '3');
    await response.text();
    const bare = await ask('503');
    assert.equal(bare.status, 503);
    assert.equal(bare.headers.get('retry-after'), null);
    await bare.text();
  },

  redirect: async (ask) => {
    const manual = await ask('redirect', { redirect: 'manual' });
    assert.equal(manual.status, 307);
    const followed = await ask('redirect');
    assert.equal(followed.redirected, true);
    assert.deepEqual(await followed.json(), published);

    for (const status of [301, 302, 303, 307, 308]) {
      assert.equal((await ask(`redirect=${status}`, { redirect: 'manual' })).status, status);
    }
    const asGet = await ask('redirect=302');
    assert.equal(asGet.status, 405);
    await asGet.text();
  },

  'no-cors': async (ask) => {
    for (const fault of ['no-cors', 'no-cors, 503', 'no-cors, slow-body=1']) {
      const response = await ask(fault, { headers: { origin: 'http://page.example' } });
      const allowing = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
      assert.deepEqual(allowing, [], fault);
      await response.text();
    }
  },

  html: async (ask) => {
    const response = await ask('html');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.match(await response.text(), /^<!doctype html>/);
  },

  empty: async (ask) => {
    const response = await ask('empty');
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  },

  'truncated-json': async (ask) => {
    // With this many texts, some have their middle inside a Chinese character.
    for (const { memberId } of members.filter(({ memberId }) => memberId !== 'SANDBOX010000')) {
      const whole = await (await ask('none', { memberId })).text();
      const bytes = await (await ask('truncated-json', { memberId })).arrayBuffer();
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      assert.ok(whole.startsWith(text) && text.length > 10 && text.length < whole.length);
      assert.throws(() => JSON.parse(text), SyntaxError);
    }
  },

  'invalid-utf8': async (ask) => {
    const bytes = await (await ask('invalid-utf8')).arrayBuffer();
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes), TypeError);
    const lenient = JSON.parse(new TextDecoder().decode(bytes));
    assert.equal(lenient.data.list[0].cpnName, `\ufffd(${published.data.list[0].cpnName}`);
    assert.deepEqual(lenient.data.list.slice(1), published.data.list.slice(1));
  },

  bom: async (ask) => {
    const bytes = Buffer.from(await (await ask('bom')).arrayBuffer());
    assert.equal(bytes.subarray(0, 3).toString('hex'), 'efbbbf');
    assert.ok(bytes.subarray(3).equals(publishedBytes));
  },

  null: async (ask) => assert.equal(await (await ask('null')).text(), 'null'),

  array: async (ask) => assert.deepEqual(await json(ask('array')), [published]),

  smg: async (ask) => {
    const { smg, ...rest } = await json(ask('smg'));
    assert.equal(smg, published.msg);
    assert.deepEqual(Object.keys(rest), ['code', 'data']);
  },

  code: async (ask) => {
    for (const code of [1, -1, 40001]) {
      const answer = await json(ask(`code=${code}`));
      assert.equal(answer.code, code);
      assert.match(answer.msg, /\p{Script=Han}/u);
      assert.equal('data' in answer, false);
    }
  },

  'code-string': async (ask) => assert.deepEqual(await json(ask('code-string')), { ...published, code: '0' }),

  'no-data': async (ask) => {
    assert.deepEqual(await json(ask('no-data')), { msg: published.msg, code: published.code });
  },

  list: async (ask) => {
    assert.deepEqual((await json(ask('list=null'))).data, { list: null });
    assert.deepEqual((await json(ask('list=object'))).data, { list: {} });
    assert.deepEqual((await json(ask('list=string'))).data, { list: 'list' });
  },

  'null-coupon': async (ask) => {
    const { list } = (await json(ask('null-coupon'))).data;
    assert.deepEqual(list, [null, ...published.data.list.slice(1)]);
  },

  drop: async (ask) => {
    for (const field of ['id', 'cpnCode', 'cpnName', 'begDate', 'endDate', 'status']) {
      const { list } = (await json(ask(`drop=${field}`))).data;
      const { [field]: _dropped, ...rest } = published.data.list[0];
      assert.deepEqual(list, [rest, ...published.data.list.slice(1)]);
    }
    const { list } = (await json(ask('drop=cpnCode@7'))).data;
    assert.equal('cpnCode' in list[7], false);
    assert.deepEqual(list.slice(0, 7), published.data.list.slice(0, 7));
  },

  set: async (ask) => {
    const { list } = (
      await json(ask('set=cpnCode:7270000006699, set=cpnName@1:"牛排券", set=cpnids@2:["a,b",{"c":[1,2]}], set=weekLimit@1:"6,7", set=extra:{"x":null}'))
    ).data;
    assert.equal(list[0].cpnCode, 7270000006699);
    assert.deepEqual(list[0].extra, { x: null });
    assert.equal(list[1].weekLimit, '6,7');
    assert.equal(list[1].cpnName, '牛排券');
    assert.deepEqual(list[2].cpnids, ['a,b', { c: [1, 2] }]);
    assert.deepEqual(list.slice(3), published.data.list.slice(3));

    const text = await (await ask('set=__proto__:{"polluted":true}')).text();
    assert.ok(text.includes('"__proto__":{"polluted":true}'));
  },

  times: async (ask) => {
    const fault = `503=1, times=2, fault-id=${freshId()}`;
    const statuses = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const response = await ask(fault);
      await response.text();
      statuses.push(response.status);
    }
    assert.deepEqual(statuses, [503, 503, 200, 200]);
  },

  'fault-id': async (ask) => {
    const [one, other] = [freshId(), freshId()];
    const statuses = [];
    for (const id of [one, other, one, other]) {
      const response = await ask(`status=500, times=1, fault-id=${id}`);
      await response.text();
      statuses.push(response.status);
    }
    assert.deepEqual(statuses, [500, 500, 200, 200]);
  },

  none: async (ask) => assert.deepEqual(await json(ask('none')), published),
};

test('every fault has a check', () => {
  assert.deepEqual(Object.keys(checks).sort(), Object.keys(faults).sort());
});

for (const [way, ask] of Object.entries(ways)) {
  describe(`faults in the ${way}`, () => {
    for (const [name, check] of Object.entries(checks)) test(name, () => check(ask));
  });
}

describe('raw bytes', () => {
  test('reset sends no byte', async () => {
    const { head, body, error } = await onTheWire('reset');
    assert.deepEqual([head, body.toString(), error], ['', '', 'ECONNRESET']);
  });

  test('reset-mid-body sends half of the body and resets the connection', async () => {
    const { head, body, error } = await onTheWire('reset-mid-body');
    assert.match(head, new RegExp(`content-length: ${publishedBytes.length}`, 'i'));
    assert.ok(body.equals(publishedBytes.subarray(0, Math.floor(publishedBytes.length / 2))));
    assert.equal(error, 'ECONNRESET');
  });

  test('half-body sends half of the body and closes the connection without an error', async () => {
    const { head, body, error } = await onTheWire('half-body');
    assert.match(head, new RegExp(`content-length: ${publishedBytes.length}`, 'i'));
    assert.ok(body.equals(publishedBytes.subarray(0, Math.floor(publishedBytes.length / 2))));
    assert.equal(error, undefined);
  });

  test('huge is chunked', async () => {
    const { head } = await onTheWire('huge');
    assert.match(head, /transfer-encoding: chunked/i);
  });
});

describe('several faults', () => {
  test('faults are applied in a fixed order, whatever the order in the header', async () => {
    const response = await ways.header('slow-body=60, bom, 503=2, delay=60, smg');
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.equal(response.status, 503);
    assert.equal(response.headers.get('retry-after'), '2');
    assert.match(bytes.toString(), /^\ufeff<!doctype html>/);

    assert.ok((await timed(ways.URL('slow-body=60, delay=60').then((slow) => slow.text()))) >= 115);
  });

  test('a huge body that stops half-way', async () => {
    const response = await ways.URL('huge, half-body');
    await assert.rejects(response.arrayBuffer(), TypeError);
  });

  for (const fault of ['huge', 'slow-body=60000', 'reset-mid-body, slow-body=60000']) {
    test(`the sandbox still answers after a client aborts: ${fault}`, async () => {
      const leaving = new AbortController();
      const response = await ways.URL(fault, { signal: leaving.signal });
      leaving.abort();
      await assert.rejects(response.arrayBuffer(), { name: 'AbortError' });
      while (sandbox.log.at(-1)?.ms === null) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.deepEqual(await json(ways.URL('none')), published);
    });
  }

  test('the URL takes precedence over the header', async () => {
    const both = await post(sandbox.url, envelope({ memberId: PUBLISHED_MEMBER }), {
      search: '?fault=status=502',
      headers: { 'x-sandbox-fault': 'status=500' },
    });
    assert.equal(both.status, 502);
    await both.text();
  });

  test('several fault parameters in the URL are combined', async () => {
    const search = '?fault=smg&fault=bom';
    const response = await post(sandbox.url, envelope({ memberId: PUBLISHED_MEMBER }), { search });
    assert.match(Buffer.from(await response.arrayBuffer()).toString(), /^\ufeff\{"smg"/);
  });

  test('the envelope is checked first, so that faults of the list do not change a refusal', async () => {
    for (const fault of ['drop=cpnCode', 'list=null', 'null-coupon', 'no-data']) {
      assert.equal((await json(ways.header(fault, { memberId: 'SANDBOXNOBODY' }))).code, 1012, fault);
    }
    const refusal = await json(ways.header('smg', { memberId: 'SANDBOXNOBODY' }));
    assert.deepEqual(Object.keys(refusal), ['smg', 'code']);
  });

  test('a fault does not affect the next answer', async () => {
    for (const fault of ['reset', 'half-body', 'set=cpnCode:null', 'null']) {
      await ways
        .URL(fault)
        .then((response) => response.text())
        .catch(() => undefined);
      assert.equal(await (await post(sandbox.url, envelope({ memberId: PUBLISHED_MEMBER }))).text(), publishedText);
    }
  });

  test('faults apply to pictures, and not to the routes below /sandbox/', async () => {
    const picture = `${sandbox.url}/upload_img/common/hklai.jpg`;
    assert.equal((await fetch(`${picture}?fault=status=500`)).status, 500);
    assert.equal((await fetch(`${picture}?fault=drop=cpnCode`)).headers.get('content-type'), 'image/svg+xml');
    assert.equal((await fetch(`${sandbox.url}/sandbox/log?fault=status=500`)).status, 200);
  });
});

describe('preflights', () => {
  /** @param {string} fault */
  const preflight = (fault) =>
    fetch(`${sandbox.url}${ENDPOINT}?fault=${fault}`, {
      method: 'OPTIONS',
      headers: { origin: 'http://page.example', 'access-control-request-method': 'POST' },
    });

  test('no-cors in the URL refuses them', async () => {
    const response = await preflight('no-cors');
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    assert.ok(response.status >= 400);
  });

  test('other faults do not apply to them, and times does not count them', async () => {
    const fault = `503,times=1,fault-id=${freshId()}`;
    for (let count = 0; count < 3; count += 1) assert.equal((await preflight(fault)).status, 204);
    const answer = await ways.URL(fault);
    assert.equal(answer.status, 503);
    await answer.text();
    assert.deepEqual(
      sandbox.log.slice(-4).map((entry) => entry.fault),
      ['', '', '', '503, times=1, fault-id'],
    );
  });
});

describe('an invalid fault is HTTP 400 with the reason', () => {
  for (const fault of [
    ...['delay', 'delay=', 'delay=soon', 'delay=-1', 'delay=600001', 'slow-body', 'reset=1', 'huge=1', 'null=1'],
    ...['status', 'status=99', 'status=199', 'status=600', '429=soon', '429-date', '503=1.5', 'redirect=200'],
    ...['code', 'code=one', 'list', 'list=array', 'drop', 'drop=@1', 'drop=cpncode', 'drop=cpnCode@8'],
    ...['set', 'set=cpnCode', 'set=cpnCode:', 'set=cpnCode:text', 'set=cpnCode@8:1', 'set=cpnCode@x:1'],
    ...['times=1', 'times', 'fault-id='],
    ...['status=204, html', 'status=204, bom', 'status=205, html', 'status=304, invalid-utf8', 'status=204, huge'],
  ]) {
    test(fault, async () => {
      const response = await ways.header(`delay=1, ${fault}`);
      const text = await response.text();
      assert.equal(response.status, 400);
      assert.match(text, /^[^\n]+\.\n$/);
    });
  }

  for (const fault of ['delya=100', 'constructor', '__proto__', 'delay=1, status=500, dalay=1']) {
    test(`unknown: ${fault}`, async () => {
      const response = await ways.URL(fault);
      const text = await response.text();
      assert.equal(response.status, 400);
      for (const { usage } of Object.values(faults)) assert.ok(text.includes(usage), usage);
    });
  }
});

// @ts-check
// Ids with invisible characters. An id of only such characters counts as absent. An id that also contains visible ones is refused,
// because it looks the same as another id.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import esbuild from 'esbuild';
import { gatewayOf } from './in-process.js';

const { outputFiles } = await esbuild.build({ entryPoints: ['js/gateway/member-query.ts'], bundle: true, format: 'esm', write: false });
/** @type {typeof import('../../js/gateway/member-query.ts')} */
const { memberQuery } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);

const MEMBER = 'K1H93QDKI00B7';
const EXPECTED = 'query.memberId: expected an id without invisible characters, found';
const NEITHER = 'query: expected memberId, platformId or both, found neither (empty or white space counts as absent)';
const EMPTY_LIST = { msg: 'success', code: 0, data: { list: [] } };

/** Compiles the schema of a query in the gateway's OpenAPI description. */
async function described() {
  const { gateway } = gatewayOf();
  const { components } = await (await gateway(new Request('http://gateway.invalid/coupons/openapi.json'))).json();
  return new Ajv2020({ allowUnionTypes: true }).compile(components.schemas.MemberQuery);
}

/** A gateway whose CRM counts its requests. */
function counting() {
  let crmRequests = 0;
  const gateway = gatewayOf({
    rateLimit: { requests: 1_000_000 },
    fetch: async () => {
      crmRequests += 1;
      return Response.json(EMPTY_LIST);
    },
  });
  return { ...gateway, crmRequests: () => crmRequests };
}

/** @param {string} id */
const withPlatformId = (id) => ({ memberId: id, platformId: 'o-1' });

test('an id of only invisible characters counts as absent', async () => {
  const { askFor, crmRequests, lines } = counting();
  for (const id of ['\u200b', '\ufeff', '\u00a0', '\r', '\r\n', ' \t\u3000\u200b\ufeff', '\u0000', '\u00ad\u2060\u3164', '\u{e0020}\u{e007f}', '\ufe0f']) {
    assert.throws(() => memberQuery({ memberId: id }), { name: 'CouponError', kind: 'input', message: NEITHER }, JSON.stringify(id));
    assert.deepEqual(memberQuery(withPlatformId(id)), { platformId: 'o-1' });
    const { status, body } = await askFor({ memberId: id });
    assert.deepEqual([status, body, crmRequests()], [400, { title: 'malformed query', status: 400, requestId: lines.at(-1)?.requestId }, 0]);
  }
  assert.equal((await askFor(withPlatformId('\u200b'))).status, 200);
  assert.equal(crmRequests(), 1);
});

test('different queries share no answer, also if their ids in a row are the same text', async () => {
  const { askFor, crmRequests, lines } = counting();
  const queries = [{ memberId: 'AB' }, { platformId: 'AB' }, { memberId: 'A', platformId: 'B' }, { memberId: 'B', platformId: 'A' }];
  await Promise.all(queries.map(askFor));
  assert.equal(crmRequests(), queries.length);
  assert.deepEqual([new Set(lines.map(({ member }) => member)).size, lines.map(({ cache }) => cache)], [4, ['miss', 'miss', 'miss', 'miss']]);
});

for (const [id, found] of /** @type {[string, string][]} */ ([
  [`\u200b${MEMBER}`, 'U+200B'],
  [`${MEMBER}\u200b`, 'U+200B'],
  [`K1H93\u200bQDKI00B7`, 'U+200B'],
  [`\ufeff${MEMBER}`, 'U+FEFF'],
  [`\u00a0${MEMBER}\u00a0`, 'U+00A0'],
  [`${MEMBER}\r`, 'U+000D'],
  [`${MEMBER}\r\n`, 'U+000D'],
  [`${MEMBER}\u0000`, 'U+0000'],
  [`${MEMBER}\u0085`, 'U+0085'],
  [`K1H93\u3000QDKI00B7`, 'U+3000'],
  [`K1H93\u00adQDKI00B7`, 'U+00AD'],
  [`\u202e${MEMBER}`, 'U+202E'],
  [`${MEMBER}\ufe0f`, 'U+FE0F'],
  [`${MEMBER}\u{e0001}`, 'U+E0001'],
  [` ${MEMBER}`, 'a space at its start or end'],
  [`${MEMBER} `, 'a space at its start or end'],
  [` ${MEMBER}\t`, 'U+0009'],
])) {
  test(`${JSON.stringify(id)} is refused, and the message names ${found}`, async () => {
    const { askFor, crmRequests, lines } = counting();
    assert.throws(() => memberQuery({ memberId: id }), { name: 'CouponError', kind: 'input', message: `${EXPECTED} ${found}` });
    assert.throws(() => memberQuery({ memberId: MEMBER, platformId: id }), { message: `${EXPECTED.replace('memberId', 'platformId')} ${found}` });
    const { status, body } = await askFor({ memberId: id });
    assert.deepEqual([status, body, crmRequests()], [400, { title: 'malformed query', status: 400, requestId: lines.at(-1)?.requestId }, 0]);
    assert.deepEqual([lines[0]?.outcome, lines[0]?.member], ['malformed query', undefined]);
  });
}

test('an ordinary space inside an id is part of it', async () => {
  const { ask } = counting();
  assert.deepEqual(memberQuery({ memberId: 'K1 H93' }), { memberId: 'K1 H93' });
  assert.equal((await ask('K1 H93')).status, 200);
});

test('an id with an invisible character from authorize is an error of authorize', async () => {
  const { ask, lines } = gatewayOf({ authorize: () => ({ memberId: `${MEMBER}\u200b` }) });
  assert.equal((await ask()).status, 500);
  assert.match(lines[0]?.failure ?? '', /^authorize: /);
});

test('the OpenAPI description accepts and refuses the same ids', async () => {
  const isDescribed = await described();
  const accepts = (/** @type {object} */ query) => {
    try {
      return Object.keys(memberQuery(query)).length > 0;
    } catch {
      return false;
    }
  };
  const ids = [
    null,
    '',
    ' ',
    '\u200b',
    '\ufeff \r',
    MEMBER,
    `${MEMBER} `,
    ` ${MEMBER}`,
    'K1 H93',
    'K1\u200bH93',
    `${MEMBER}\n`,
    `\u{e0001}${MEMBER}`,
    '\u{e0001}',
    '豪客来',
    '😀',
    '\u{1f468}\u200d\u{1f469}',
  ];
  for (const memberId of ids) {
    assert.equal(isDescribed({ memberId }), accepts({ memberId }), JSON.stringify(memberId));
    for (const platformId of ids)
      assert.equal(isDescribed({ memberId, platformId }), accepts({ memberId, platformId }), JSON.stringify([memberId, platformId]));
  }
});

test('exactly the control, white space and default-ignorable characters of Unicode are refused', { timeout: 120_000 }, async () => {
  // U+FFF9 to U+FFFB are the marks of interlinear annotations.
  const isInvisible = (/** @type {number} */ point) =>
    /^[\p{Cc}\p{White_Space}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]$/u.test(String.fromCodePoint(point)) && point !== 0x20;
  const { ask, crmRequests } = counting();
  const isDescribed = await described();
  /** @type {string[]} */
  const visible = [];
  let invisible = 0;
  let requests = 0;
  const send = async () => {
    requests += 1;
    const id = `a${visible.splice(0).join('')}b`;
    assert.equal((await ask(id)).status, 200, JSON.stringify(id));
  };
  for (let point = 0; point <= 0x10ffff; point += 1) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    assert.equal(isDescribed({ memberId: `a${String.fromCodePoint(point)}b` }), !isInvisible(point), `U+${point.toString(16)}, in the description`);
    if (isInvisible(point)) {
      invisible += 1;
      const { status } = await ask(`a${String.fromCodePoint(point)}b`);
      assert.equal(status, 400, `U+${point.toString(16)}`);
    } else {
      visible.push(String.fromCodePoint(point));
      if (visible.length === 100) await send();
    }
  }
  await send();
  assert.equal(crmRequests(), requests);
  assert.ok(invisible > 4_000 && requests > 10_000, `${invisible} invisible, ${requests} requests`);
});

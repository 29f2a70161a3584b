// @ts-check
// What those see who look after it.
import assert from 'node:assert/strict';
// @ts-expect-error It declares no types.
import parsePrometheus from 'parse-prometheus-text-format';
import { logLines } from '../log-lines.js';
import { answerTo, health, keptOut, MEMBER, OTHER, served, wait } from '../given.js';
import { runAlone } from '../run-alone.js';

/** What was printed once a line holds all of these texts. @param {import('../given.js').Given} given @param {string[]} texts */
async function printedWith(given, texts) {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; await wait(20)) {
    const printed = given.printed();
    if (texts.every((text) => printed.includes(text))) return logLines(printed);
  }
  throw new Error(`nothing printed in 5 s of ${texts.length} requests`);
}

/** @param {import('../given.js').Given} given @param {string} [path] */
async function metricsOf(given, path = '/coupons') {
  const answer = await answerTo(given, { method: 'GET', path: `${path}/metrics`, session: given.environment.METRICS_TOKEN });
  assert.equal(answer.status, 200);
  assert.match(String(answer.headers['content-type']), /^text\/plain; version=0\.0\.4/);
  given.answers.texts.push(answer.text);
  return answer.text;
}

/**
 * @param {string} text
 * @param {string} name
 * @param {Record<string, string>} labels
 */
function valueOf(text, name, labels) {
  const family = parsePrometheus(text).find((/** @type {any} */ found) => found.name === name);
  assert.ok(family, `no ${name}`);
  const metric = family.metrics.find((/** @type {any} */ found) => Object.entries(labels).every(([label, value]) => found.labels?.[label] === value));
  return Number(metric?.value ?? 0);
}

/** @type {import('../given.js').Checks} */
export const observed = {
  async 'health, for anybody'(given) {
    assert.deepEqual(await health(given), { status: 'ok', crm: 'closed' });
    const { status, headers, text } = await answerTo(given, { method: 'HEAD', path: '/coupons/healthz' });
    assert.deepEqual([status, text, headers['cache-control']], [200, '', 'no-store']);
  },

  async 'metrics, for whoever may read them; they are Prometheus text, and count'(given) {
    const path = '/coupons/metrics';
    await keptOut(given, { method: 'GET', path }, 403, 'not allowed');
    await keptOut(given, { method: 'GET', path, session: given.admin }, 403, 'not allowed');
    const before = await metricsOf(given);
    const labels = { route: 'listCpnItemByMember', status: '200', outcome: 'answered' };
    await served(given, { session: given.admin, body: { memberId: MEMBER } });
    await keptOut(given, { body: { memberId: MEMBER } }, 401, 'not authorized');
    const after = await metricsOf(given);
    const grown = (/** @type {string} */ name, /** @type {Record<string, string>} */ labels) => valueOf(after, name, labels) - valueOf(before, name, labels);
    assert.equal(grown('houcaller_gateway_requests_total', labels), 1);
    assert.equal(grown('houcaller_gateway_requests_total', { ...labels, status: '401', outcome: 'not authorized' }), 1);
    assert.equal(grown('houcaller_gateway_crm_attempts_total', { outcome: 'success' }), 1);
    assert.equal(grown('houcaller_gateway_answers_total', { cache: 'miss' }), 1);
    // That parser drops the labels of histograms.
    const timed = (/** @type {string} */ text) =>
      Number(/^houcaller_gateway_request_duration_seconds_count\{route="listCpnItemByMember"\} (\d+)$/m.exec(text)?.[1] ?? 0);
    assert.equal(timed(after) - timed(before), 2);
    assert.equal(valueOf(after, 'houcaller_gateway_circuit_open', {}), 0);
  },

  async 'no label grows with what callers send'(given) {
    for (let times = 0; times < 30; times += 1) {
      await keptOut(
        given,
        { method: times % 2 ? 'POST' : 'PATCH', path: `/coupons/${Math.random()}`, body: times % 2 ? '{}' : undefined },
        404,
        'no such path',
      );
    }
    const families = parsePrometheus(await metricsOf(given));
    const requests = families.find((/** @type {any} */ { name }) => name === 'houcaller_gateway_requests_total');
    const none = requests.metrics.filter((/** @type {any} */ { labels }) => labels.route === 'none');
    assert.deepEqual(
      none.map((/** @type {any} */ { labels }) => labels),
      [{ route: 'none', status: '404', outcome: 'no such path' }],
    );
  },

  async 'one line for each request, with hashes for ids'(given) {
    const answers = [
      (await served(given, { session: given.admin, body: { memberId: MEMBER } })).answer,
      (await served(given, { session: given.member, body: { memberId: MEMBER } })).answer,
      (await served(given, { session: given.admin, body: { memberId: OTHER } })).answer,
      await answerTo(given, { session: given.admin, body: { memberId: 'SANDBOXNOBODY' } }),
      await keptOut(given, { body: { memberId: MEMBER } }, 401, 'not authorized'),
      await keptOut(given, { method: 'GET', path: `/coupons/${MEMBER}` }, 404, 'no such path'),
      await answerTo(given, { method: 'GET', path: '/coupons/healthz' }),
    ];
    const ids = answers.map(({ headers }) => String(headers['x-request-id']));
    const lines = await printedWith(given, ids);
    const found = ids.map((id) => lines.filter(({ requestId }) => requestId === id));
    assert.deepEqual(
      found.map(({ length }) => length),
      ids.map(() => 1),
    );
    const [byAdmin, byMember, other, unknown, nobody, nowhere, healthz] = /** @type {any[]} */ (found.flat());
    for (const line of [byAdmin, byMember, other, unknown]) {
      assert.match(line.caller, /^[\da-f]{16}$/);
      assert.match(line.member, /^[\da-f]{16}$/);
      assert.ok(Math.abs(Date.parse(line.time) - Date.now()) < 60_000 && line.durationMs >= 0);
    }
    assert.equal(byAdmin.member, byMember.member);
    assert.equal(byAdmin.caller, other.caller);
    assert.notEqual(byAdmin.caller, byMember.caller);
    assert.notEqual(byAdmin.member, other.member);
    const said = (/** @type {any} */ { route, status, outcome, cache, code }) => ({ route, status, outcome, cache, code });
    const list = { route: 'listCpnItemByMember', status: 200, outcome: 'answered', cache: 'miss', code: undefined };
    assert.deepEqual([byAdmin, byMember, other].map(said), [list, list, list]);
    assert.deepEqual(said(unknown), { ...list, outcome: 'refused by the CRM', code: 1012 });
    assert.deepEqual(said(nobody), { ...list, status: 401, outcome: 'not authorized', cache: undefined });
    assert.deepEqual(said(nowhere), { ...list, route: 'none', status: 404, outcome: 'no such path', cache: undefined });
    assert.deepEqual(said(healthz), { ...list, route: 'healthz', cache: undefined });
    assert.match(nobody.failure, /^authorize: it threw \w+$/);
    assert.equal(nobody.caller ?? nobody.member, undefined);
  },
};

runAlone('observed.js', observed);

// @ts-check
// Health, metrics and log.
import assert from 'node:assert/strict';
// @ts-expect-error It declares no types.
import parsePrometheus from 'parse-prometheus-text-format';
import { logLines } from '../log-lines.js';
import { expectCoupons, expectRefusalBeforeCrm, health, MEMBER, OTHER, send, wait } from '../fixture.js';
import { runAlone } from '../run-alone.js';

/** Waits until all texts have been printed, and returns the log lines. @param {import('../fixture.js').Fixture} fixture @param {string[]} texts */
async function printedWith(fixture, texts) {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; await wait(20)) {
    const printed = fixture.printed();
    if (texts.every((text) => printed.includes(text))) return logLines(printed);
  }
  throw new Error(`the log lines of ${texts.length} requests were not printed in 5 s`);
}

/** @param {import('../fixture.js').Fixture} fixture @param {string} [path] */
async function metricsOf(fixture, path = '/coupons') {
  const answer = await send(fixture, { method: 'GET', path: `${path}/metrics`, session: fixture.environment.METRICS_TOKEN });
  assert.equal(answer.status, 200);
  assert.match(String(answer.headers['content-type']), /^text\/plain; version=0\.0\.4/);
  fixture.answers.texts.push(answer.text);
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

/** @type {import('../fixture.js').Checks} */
export const metricsAndLogs = {
  async 'everybody may read the health'(fixture) {
    assert.deepEqual(await health(fixture), { status: 'ok', crm: 'closed' });
    const { status, headers, text } = await send(fixture, { method: 'HEAD', path: '/coupons/healthz' });
    assert.deepEqual([status, text, headers['cache-control']], [200, '', 'no-store']);
  },

  async 'metrics need permission, are Prometheus text, and count requests'(fixture) {
    const path = '/coupons/metrics';
    await expectRefusalBeforeCrm(fixture, { method: 'GET', path }, 403, 'not allowed');
    await expectRefusalBeforeCrm(fixture, { method: 'GET', path, session: fixture.admin }, 403, 'not allowed');
    const before = await metricsOf(fixture);
    const labels = { route: 'listCpnItemByMember', status: '200', outcome: 'answered' };
    await expectCoupons(fixture, { session: fixture.admin, body: { memberId: MEMBER } });
    await expectRefusalBeforeCrm(fixture, { body: { memberId: MEMBER } }, 401, 'not authorized');
    const after = await metricsOf(fixture);
    const grown = (/** @type {string} */ name, /** @type {Record<string, string>} */ labels) => valueOf(after, name, labels) - valueOf(before, name, labels);
    assert.equal(grown('houcaller_gateway_requests_total', labels), 1);
    assert.equal(grown('houcaller_gateway_requests_total', { ...labels, status: '401', outcome: 'not authorized' }), 1);
    assert.equal(grown('houcaller_gateway_crm_attempts_total', { outcome: 'success' }), 1);
    assert.equal(grown('houcaller_gateway_answers_total', { cache: 'miss' }), 1);
    // The parser drops the labels of histograms.
    const timed = (/** @type {string} */ text) =>
      Number(/^houcaller_gateway_request_duration_seconds_count\{route="listCpnItemByMember"\} (\d+)$/m.exec(text)?.[1] ?? 0);
    assert.equal(timed(after) - timed(before), 2);
    assert.equal(valueOf(after, 'houcaller_gateway_circuit_open', {}), 0);
  },

  async 'the label values do not depend on the requested paths'(fixture) {
    for (let times = 0; times < 30; times += 1) {
      await expectRefusalBeforeCrm(
        fixture,
        { method: times % 2 ? 'POST' : 'PATCH', path: `/coupons/${Math.random()}`, body: times % 2 ? '{}' : undefined },
        404,
        'no such path',
      );
    }
    const families = parsePrometheus(await metricsOf(fixture));
    const requests = families.find((/** @type {any} */ { name }) => name === 'houcaller_gateway_requests_total');
    const none = requests.metrics.filter((/** @type {any} */ { labels }) => labels.route === 'none');
    assert.deepEqual(
      none.map((/** @type {any} */ { labels }) => labels),
      [{ route: 'none', status: '404', outcome: 'no such path' }],
    );
  },

  async 'each request is logged in one line, with hashes instead of ids'(fixture) {
    const answers = [
      (await expectCoupons(fixture, { session: fixture.admin, body: { memberId: MEMBER } })).answer,
      (await expectCoupons(fixture, { session: fixture.member, body: { memberId: MEMBER } })).answer,
      (await expectCoupons(fixture, { session: fixture.admin, body: { memberId: OTHER } })).answer,
      await send(fixture, { session: fixture.admin, body: { memberId: 'SANDBOXNOBODY' } }),
      await expectRefusalBeforeCrm(fixture, { body: { memberId: MEMBER } }, 401, 'not authorized'),
      await expectRefusalBeforeCrm(fixture, { method: 'GET', path: `/coupons/${MEMBER}` }, 404, 'no such path'),
      await send(fixture, { method: 'GET', path: '/coupons/healthz' }),
    ];
    const ids = answers.map(({ headers }) => String(headers['x-request-id']));
    const lines = await printedWith(fixture, ids);
    const found = ids.map((id) => lines.filter(({ requestId }) => requestId === id));
    assert.deepEqual(
      found.map(({ length }) => length),
      ids.map(() => 1),
    );
    const [byAdmin, byMember, other, unknown, unauthorized, notFound, healthz] = /** @type {any[]} */ (found.flat());
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
    assert.deepEqual(said(unauthorized), { ...list, status: 401, outcome: 'not authorized', cache: undefined });
    assert.deepEqual(said(notFound), { ...list, route: 'none', status: 404, outcome: 'no such path', cache: undefined });
    assert.deepEqual(said(healthz), { ...list, route: 'healthz', cache: undefined });
    assert.match(unauthorized.failure, /^authorize: it threw \w+$/);
    assert.equal(unauthorized.caller ?? unauthorized.member, undefined);
  },
};

runAlone('metrics-and-logs.js', metricsAndLogs);

// @ts-check
// A CRM with faults. It answers with the coupons of the requested member, but some answers are faulty at random, and during
// outages of some seconds all are. The seed of the random numbers is fixed.
//   --faults 0 for none; --latency <ms>
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { desEcb } from '../../../sandbox/decrypt.js';
import { API, KEY } from '../places.mjs';
import { serve } from '../served.mjs';

const OUTAGE_EVERY_MS = 120_000;
const OUTAGE_AFTER_MS = 45_000;
const OUTAGE_MS = 6_000;

const { values } = parseArgs({
  options: { faults: { type: 'string', default: '1' }, latency: { type: 'string', default: '0' } },
});
const latencyMs = Number(values.latency);
const published = readFileSync(new URL('../../../sandbox/published-response.json', import.meta.url), 'utf8');
const [{ mmbid: publishedMember }] = JSON.parse(published).data.list;
const decrypt = desEcb(KEY);

/** @typedef {(response: import('node:http').ServerResponse, body: string) => void} Answer */

/**
 * @param {string} body
 * @param {number} [status]
 * @param {Record<string, string>} [headers]
 * @returns {(response: import('node:http').ServerResponse) => void}
 */
const page =
  (body, status = 200, headers = {}) =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers }).end(body);
  };
/** @param {string} body */
const head = (body) => ({ 'content-type': 'application/json;charset=UTF-8', 'content-length': Buffer.byteLength(body) });
/** @param {string} body */
const half = (body) => body.slice(0, body.length / 2);
/** @type {Answer} */
const good = (response, body) => page(body)(response);

/** For each fault: how many of 1,000 requests have it, and how they are answered. @type {Record<string, [perMille: number, answer: Answer]>} */
const FAULTS = {
  'a delay of 0.1 to 0.8 s': [10, (response, body) => void setTimeout(() => response.destroyed || good(response, body), 100 + random() * 700)],
  'no answer': [1, () => {}],
  'reset before any byte': [10, (response) => void response.socket?.resetAndDestroy()],
  'reset after half the body': [5, (response, body) => void response.writeHead(200, head(body)).write(half(body), () => response.socket?.resetAndDestroy())],
  'closed after half the body': [5, (response, body) => void response.writeHead(200, head(body)).write(half(body), () => response.socket?.destroy())],
  '429, Retry-After': [5, page('', 429, { 'retry-after': '1' })],
  '503, Retry-After': [5, page('', 503, { 'retry-after': '1' })],
  500: [10, page('<h1>500</h1>', 500)],
  'truncated JSON': [5, (response, body) => good(response, half(body))],
  'a page for an answer': [5, page('<!doctype html><p>请登录')],
  'not UTF-8': [3, (response, body) => void response.writeHead(200).end(Buffer.from(body.replace('元', '\u0000')).map((byte) => byte || 0xff))],
  'a coupon without its code': [5, (response, body) => good(response, body.replace('"cpnCode"', '"cpncode"'))],
  'null for a list': [2, (response) => page('{"msg":"操作成功","code":0,"data":{"list":null}}')(response)],
  'another code': [10, page('{"msg":"会员不存在","code":1012}')],
};
const OUTAGE = ['reset before any byte', '503, Retry-After', '500', 'no answer'];

/** @type {Record<string, number>} */
const counts = {};
let state = 20260101;
const began = Date.now();

/** A number in [0, 1) (mulberry32). */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function isOutage() {
  const into = Date.now() - began - OUTAGE_AFTER_MS;
  return into >= 0 && into % OUTAGE_EVERY_MS < OUTAGE_MS;
}

/** @returns {[name: string, answer: Answer]} */
function draw() {
  if (values.faults === '0') return ['good', good];
  if (isOutage()) {
    const name = OUTAGE[Math.floor(random() * OUTAGE.length)];
    return [name, FAULTS[name][1]];
  }
  let left = random() * 1_000;
  for (const [name, [share, answer]] of Object.entries(FAULTS)) {
    left -= share;
    if (left < 0) return [name, answer];
  }
  return ['good', good];
}

/** @param {string} text */
function couponsOf(text) {
  const { memberId } = JSON.parse(decrypt(JSON.parse(text).param));
  return published.replaceAll(publishedMember, memberId);
}

const server = createServer(async (request, response) => {
  let text = '';
  try {
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
  } catch {
    // The caller closed the connection.
    return;
  }
  if (request.url !== `${API}/listCpnItemByMember`) return void response.writeHead(404).end();
  const body = couponsOf(text);
  const [name, answer] = draw();
  counts[name] = (counts[name] ?? 0) + 1;
  if (latencyMs) setTimeout(() => answer(response, body), latencyMs);
  else answer(response, body);
});
await serve(server, { answers: { kinds: () => ['good', ...Object.keys(FAULTS)], counts: () => counts } });

// @ts-check
// What becomes of every fault is the same over `wx.request` as over `fetch`; and of the main ones over other hosts' requests.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkRow, startSetting } from '../../support/faults/check.js';
import { table } from '../../support/faults/table.js';
import { watchRejections } from '../../support/faults/watch.js';
import { openCodePackage } from '../../support/mini-program/harness.js';
import { openMeetings } from '../../support/mini-program/meet.js';
import { myRequest, taroRequest, ttRequest, uniRequest, wxRequest } from '../../support/mini-program/request-hosts.js';

/** @typedef {import('../../support/faults/table.js').Row} Row */

const { sandbox, setting } = await startSetting();
const codePackage = await openCodePackage();
after(async () => {
  await sandbox.close();
  await codePackage.close();
});
const rejections = watchRejections();

// The host tells of an answer when all of it is there.
const NO_STATUS = 'has no answer to show until its body is there';
/** @type {Record<string, Row['differs']>} */
const differs = {
  ...Object.fromEntries(
    ['a reset in the middle of the body', 'a body that ends half-way', 'a huge body that ends half-way'].map((name) => [
      name,
      {
        node: {
          error: { kind: 'network', message: 'no complete answer came from the CRM', retryable: true, cause: true },
          attempts: 2,
          why: NO_STATUS,
        },
      },
    ]),
  ),
  'HTTP 503 with a page that takes 20 seconds': {
    node: {
      error: { kind: 'timeout', message: 'no complete answer came within 3000 ms', retryable: true },
      withinMs: 4_000,
      why: NO_STATUS,
    },
  },
};

/** @param {Row} row */
const asHere = (row) => ({ ...row, differs: { ...row.differs, ...differs[row.name] } });

/**
 * @typedef {object} Maker of a host's requests
 * @property {Parameters<typeof openMeetings>[0]} start
 * @property {Parameters<typeof openMeetings>[3]} [fetchOf]
 * @property {(row: Row) => boolean} meets
 */

/** @type {Record<string, Maker>} */
const hosts = {
  'wx.request': { start: (change) => codePackage.start({ wx: { request: wxRequest({ change }) } }), meets: () => true },
  // WeChat's own would fail the test: it is the framework's that must be called.
  'uni.request': { start: () => codePackage.start({ wx: {} }), fetchOf: ({ requestFetch }, change) => requestFetch(uniRequest({ change })), meets: isMain },
  'Taro.request': { start: () => codePackage.start({ wx: {} }), fetchOf: ({ requestFetch }, change) => requestFetch(taroRequest({ change })), meets: isMain },
  'my.request': { start: (change) => codePackage.start({ wx: undefined, my: { request: myRequest({ change }) } }), meets: isMain },
  'my.request without WebAssembly': { start: (change) => codePackage.startWithoutWasm({ my: { request: myRequest({ change }) } }), meets: isMain },
  'tt.request': { start: (change) => codePackage.start({ wx: undefined, tt: { request: ttRequest({ change }) } }), meets: isMain },
};

/** @param {Row} row */
function isMain({ name }) {
  return MAIN.has(name);
}

const MAIN = new Set([
  'a reset before any byte',
  'a body that ends half-way',
  'a server that does not listen',
  'an answer later than the time-out of each attempt',
  'an answer that is late once',
  'HTTP 401',
  'HTTP 503',
  'HTTP 503 twice, and then the answer',
  '429 for a second',
  'HTTP 204',
  'a page of HTML',
  'bytes that are not UTF-8',
  'a byte order mark',
  'a code',
  'null for a list',
  'another key',
  'an abort before the call',
  'an abort before the first byte',
  'an abort in the middle of the body',
]);

for (const [name, { start, fetchOf, meets }] of Object.entries(hosts)) {
  const host = await openMeetings(start, setting, rejections, fetchOf);
  for (const row of table.filter(meets)) {
    test(`${name} meets ${row.name}`, { timeout: 20_000 }, () => checkRow(asHere(row), 'node', host, sandbox));
  }
}

test('the rows that all hosts meet are in the table', () => {
  assert.equal(table.filter(isMain).length, MAIN.size);
  assert.equal(table.filter(({ name }) => name in differs).length, Object.keys(differs).length);
});

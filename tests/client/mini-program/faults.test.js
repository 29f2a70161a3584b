// @ts-check
// Runs every row of the table of faults over `wx.request`, and the main rows over the requests of other hosts. The outcomes are those of `fetch`.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkRow, startSetting } from '../../support/faults/check.js';
import { table } from '../../support/faults/table.js';
import { watchRejections } from '../../support/faults/watch.js';
import { openCodePackage } from '../../support/mini-program/harness.js';
import { openRunner } from '../../support/mini-program/run-row.js';
import { myRequest, taroRequest, ttRequest, uniRequest, wxRequest } from '../../support/mini-program/request-hosts.js';

/** @typedef {import('../../support/faults/table.js').Row} Row */

const { sandbox, setting } = await startSetting();
const codePackage = await openCodePackage();
after(async () => {
  await sandbox.close();
  await codePackage.close();
});
const rejections = watchRejections();

// The host calls `success` when the whole answer has arrived.
const NO_STATUS = 'the host reports no status before the whole body has arrived';
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
 * @typedef {object} HostSettings
 * @property {Parameters<typeof openRunner>[0]} start
 * @property {Parameters<typeof openRunner>[3]} [fetchOf]
 * @property {(row: Row) => boolean} runs which rows are run there
 */

/** @type {Record<string, HostSettings>} */
const hosts = {
  'wx.request': { start: (change) => codePackage.start({ wx: { request: wxRequest({ change }) } }), runs: () => true },
  // `wx` has no request, so that the test fails unless the framework's request is called.
  'uni.request': { start: () => codePackage.start({ wx: {} }), fetchOf: ({ requestFetch }, change) => requestFetch(uniRequest({ change })), runs: isMain },
  'Taro.request': { start: () => codePackage.start({ wx: {} }), fetchOf: ({ requestFetch }, change) => requestFetch(taroRequest({ change })), runs: isMain },
  'my.request': { start: (change) => codePackage.start({ wx: undefined, my: { request: myRequest({ change }) } }), runs: isMain },
  'my.request without WebAssembly': { start: (change) => codePackage.startWithoutWasm({ my: { request: myRequest({ change }) } }), runs: isMain },
  'tt.request': { start: (change) => codePackage.start({ wx: undefined, tt: { request: ttRequest({ change }) } }), runs: isMain },
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

for (const [name, { start, fetchOf, runs }] of Object.entries(hosts)) {
  const runner = await openRunner(start, setting, rejections, fetchOf);
  for (const row of table.filter(runs)) {
    test(`${name}: ${row.name}`, { timeout: 20_000 }, () => checkRow(asHere(row), 'node', runner, sandbox));
  }
}

test('the main rows and the rows that differ are in the table', () => {
  assert.equal(table.filter(isMain).length, MAIN.size);
  assert.equal(table.filter(({ name }) => name in differs).length, Object.keys(differs).length);
});

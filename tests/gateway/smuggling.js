// @ts-check
// Request smuggling: a second request hidden in the body of the first, as a proxy may forward it.
import assert from 'node:assert/strict';
import { MEMBER, sendRaw } from './fixture.js';
import { LIST, statusesOf } from '../support/raw-http.js';

const query = JSON.stringify({ memberId: MEMBER });
const HIDDEN = `POST ${LIST} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${query.length}\r\n\r\n${query}`;

/** @type {import('./fixture.js').Checks} */
export const smuggling = {
  async 'contradictory lengths and invalid chunks: one refusal, and the connection is closed'(fixture) {
    const before = fixture.crm.requests;
    const head = `POST ${LIST} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
    for (const [lines, body] of [
      ['content-length: 5\r\ntransfer-encoding: chunked\r\n', `0\r\n\r\n${HIDDEN}`],
      ['transfer-encoding: chunked\r\ncontent-length: 5\r\n', `0\r\n\r\n${HIDDEN}`],
      ['content-length: 0\r\ncontent-length: 40\r\n', HIDDEN],
      ['content-length: 0, 40\r\n', HIDDEN],
      ['content-length: +5\r\n', `{}   ${HIDDEN}`],
      ['content-length: 0x5\r\n', `{}   ${HIDDEN}`],
      ['content-length: -1\r\n', HIDDEN],
      ['content-length : 0\r\n', HIDDEN],
      ['transfer-encoding: identity, chunked, identity\r\n', `0\r\n\r\n${HIDDEN}`],
      ['transfer-encoding: xchunked\r\n', `0\r\n\r\n${HIDDEN}`],
      ['transfer-encoding : chunked\r\n', `0\r\n\r\n${HIDDEN}`],
      ['transfer-encoding: chunked\r\n', `zz\r\n{}\r\n0\r\n\r\n${HIDDEN}`],
      ['transfer-encoding: chunked\r\n', `-2\r\n{}\r\n0\r\n\r\n${HIDDEN}`],
      ['transfer-encoding: chunked\r\n', `2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n${HIDDEN}`],
      ['transfer-encoding: chunked\r\n', `2\n{}\n0\n\n${HIDDEN}`],
      ['\rcontent-length: 0\r\n', HIDDEN],
      [`x: ${'a'.repeat(20_000)}\r\ncontent-length: 0\r\n`, HIDDEN],
    ]) {
      const text = await sendRaw(fixture, `${head}${lines}\r\n${body}`, 3_000);
      const statuses = statusesOf(text);
      assert.ok(statuses.length === 1 && [400, 413, 431].includes(statuses[0] ?? 0), `${JSON.stringify(lines)}: ${text}`);
      assert.match(text, /connection: close/i);
    }
    assert.equal(fixture.crm.requests, before);
  },

  async 'a pipelined second request does not inherit the session of the first'(fixture) {
    const before = fixture.crm.requests;
    const first = HIDDEN.replace('host: x\r\n', `host: x\r\nauthorization: Bearer ${fixture.member}\r\n`);
    const text = await sendRaw(fixture, first + HIDDEN.replace('host: x', 'host: x\r\nconnection: close'), 3_000);
    assert.deepEqual(statusesOf(text), [200, 401]);
    assert.equal(fixture.crm.requests, before + 1);
    // The first answer contains the ids of the session's own member.
    fixture.answers.texts.pop();
  },

  async 'the rest of a refused body is not treated as a request'(fixture) {
    const before = fixture.crm.requests;
    const padding = HIDDEN.padStart(6_000);
    const text = await sendRaw(
      fixture,
      `POST ${LIST} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${padding.length}\r\n\r\n${padding}`,
      1_000,
    );
    assert.deepEqual(statusesOf(text), [413]);
    const chunked = `POST ${LIST} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`;
    assert.deepEqual(statusesOf(await sendRaw(fixture, chunked, 1_000)), [415]);
    assert.equal(fixture.crm.requests, before);
  },
};

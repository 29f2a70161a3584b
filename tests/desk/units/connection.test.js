// @ts-check
// The connection of the desk: which mode is used, when the client that has the key is removed, and what is stored.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { deskModules } from './desk-modules.js';
import { storageInMemory } from './storage-in-memory.js';

const {
  'connection/use-connection': { useConnection },
  config: { config, takeConfig },
} = await deskModules('connection/use-connection', 'config');

const SETTINGS = { channel: 'hkl-test', baseUrl: 'http://127.0.0.1:8787/htest/openapi/v1', cipher: { key: 'sandbox8' } };

describe('the connection', () => {
  /** @type {Map<string, string>} */
  let items;
  before(() => {
    items = storageInMemory('localStorage');
    Object.defineProperty(globalThis, 'window', { configurable: true, value: new EventTarget() });
  });

  /** @param {string[]} modes */
  function connectionWith(modes) {
    items.clear();
    takeConfig({ modes });
    return useConnection();
  }
  /** @param {any} connection */
  const ends = ({ way, keyNeeded, client }) => ({ way: way.value, keyNeeded: keyNeeded.value, hasClient: client.value !== undefined });

  test('is at first the first mode that is offered', () => {
    for (const [modes, way] of /** @type {const} */ ([
      [['direct', 'gateway'], 'direct'],
      [['gateway', 'direct'], 'gateway'],
      [['other', 'direct', 'direct'], 'direct'],
      [[], 'gateway'],
    ])) {
      takeConfig({ modes: ['gateway'] });
      assert.equal(connectionWith([...modes]).way.value, way, String(modes));
    }
    connectionWith(['direct', 'other', 'gateway', 'direct']);
    assert.deepEqual(config.modes, ['direct', 'gateway']);
  });

  test('has no key after the switch back to the gateway', async () => {
    const connection = connectionWith(['gateway', 'direct']);
    await connection.useDirect(SETTINGS);
    assert.deepEqual(ends(connection), { way: 'direct', keyNeeded: false, hasClient: true });
    connection.useGateway();
    assert.deepEqual(ends(connection), { way: 'gateway', keyNeeded: false, hasClient: true });
  });

  test('has no key after the switch back if only direct mode is offered', async () => {
    const connection = connectionWith(['direct']);
    await connection.useDirect(SETTINGS);
    assert.deepEqual(ends(connection), { way: 'direct', keyNeeded: false, hasClient: true });
    connection.useGateway();
    assert.deepEqual(ends(connection), { way: 'direct', keyNeeded: true, hasClient: false });
  });

  test('uses the gateway if desk.json no longer offers the stored direct mode', () => {
    items.clear();
    items.set('coupon-desk:way', JSON.stringify('direct'));
    takeConfig({ modes: ['gateway'] });
    assert.deepEqual(ends(useConnection()), { way: 'gateway', keyNeeded: false, hasClient: true });
  });

  test('stores nothing of settings that are refused', async () => {
    const connection = connectionWith(['gateway', 'direct']);
    const before = connection.lastUsed.value;
    await assert.rejects(connection.useDirect({ ...SETTINGS, channel: 'mistyped', cipher: { key: 'short' } }), { kind: 'config' });
    assert.deepEqual(ends(connection), { way: 'gateway', keyNeeded: false, hasClient: true });
    assert.equal(connection.lastUsed.value, before);
    assert.deepEqual([...items], []);
  });

  test('stays at the gateway if it was chosen while direct mode was still loading', async () => {
    const connection = connectionWith(['gateway', 'direct']);
    const gateway = connection.client.value;
    const connecting = connection.useDirect(SETTINGS);
    connection.useGateway();
    await connecting;
    assert.equal(connection.way.value, 'gateway');
    assert.equal(connection.client.value, gateway);
    assert.equal(items.has('coupon-desk:direct'), false);
  });

  test('uses the last of two settings that are given at once', async () => {
    const connection = connectionWith(['gateway', 'direct']);
    await Promise.all([connection.useDirect(SETTINGS), connection.useDirect({ ...SETTINGS, channel: 'another' })]);
    assert.equal(connection.way.value, 'direct');
    assert.equal(connection.lastUsed.value.channel, 'another');
  });
});

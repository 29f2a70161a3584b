// @ts-check
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exampleLines, param } from './des-examples.js';
import { DIRECT } from './desk-page.js';
import { openFinder } from './finder-page.js';
import { withDesk } from './with-desk.js';

describe('the settings', () => {
  const { open, sandbox } = withDesk();

  test('show the gateway first, with the reason', async (t) => {
    const { page } = await open(t, { hash: '#/settings' });
    assert.ok(await page.getByRole('radio', { name: 'Gateway' }).isChecked());
    await page.getByText('The key stays on the server; sign in').waitFor();
    assert.equal(await page.locator('#direct-key').count(), 0);
  });

  test('direct mode needs no log-in, and its form says that the key stays in memory', async (t) => {
    const { page, connectDirectly, goTo, enterMemberId, pressEnter, outcome, calls } = await open(t, { account: null });
    await connectDirectly();
    await page.getByText('never in storage, the address or a log').waitFor();
    await page.getByText('Direct mode is on').waitFor();
    await goTo('Look up');
    await enterMemberId('SANDBOXMEMBER');
    await pressEnter();
    assert.equal(await outcome(), 'found');
    assert.ok(calls().every((call) => call.url().endsWith('/htest/openapi/v1/listCpnItemByMember')));
  });

  test('the key is only in memory', async (t) => {
    const key = 'sEcr3t*8';
    const secrets = [key, Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64'), encodeURIComponent(key)].map((secret) => secret.toLowerCase());
    /** @type {string[]} */
    const logged = [];
    const { page, requests, context, connectDirectly, goTo, enterMemberId, pressEnter } = await open(t, {
      prepare: async (blank) => void blank.on('console', (message) => logged.push(message.text())),
    });
    await connectDirectly({ key });
    await page.getByText('Direct mode is on').waitFor();
    assert.equal(await page.locator('#direct-key').inputValue(), '');
    await goTo('Look up');
    await enterMemberId('SANDBOXMEMBER');
    await pressEnter();
    await page.locator('[data-phase=failed]').waitFor();
    await goTo('Settings');

    const kept = await page.evaluate(async () => ({
      stored: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      cookies: document.cookie,
      state: history.state,
      name: window.name,
      document: document.documentElement.outerHTML,
      fields: [...document.querySelectorAll('input, textarea')].map((field) => /** @type {HTMLInputElement} */ (field).value),
    }));
    assert.deepEqual([kept.databases, kept.caches], [[], []]);
    const sent = requests.flatMap((request) => [request.url(), request.postData() ?? '', JSON.stringify(request.headers())]);
    const everywhere = [JSON.stringify(kept), page.url(), ...sent, ...logged, JSON.stringify(await context.storageState()), JSON.stringify(sandbox().log)];
    for (const place of everywhere) for (const secret of secrets) assert.ok(!place.toLowerCase().includes(secret));
    // The settings that are not secret are stored.
    assert.deepEqual(await page.evaluate(() => JSON.parse(localStorage.getItem('coupon-desk:direct') ?? '')), {
      channel: DIRECT.channel,
      baseUrl: DIRECT.baseUrl,
    });
  });

  test('a reload requires the key again', async (t) => {
    const { page, goTo } = await open(t, { direct: true });
    await page.reload();
    await page.getByText('Direct mode needs the key').waitFor();
    assert.equal(await page.locator('#id').count(), 0);
    await goTo('Settings');
    assert.equal(await page.locator('#direct-key').inputValue(), '');
    assert.equal(await page.getByLabel('Channel').inputValue(), DIRECT.channel);
  });

  test('switching back to the gateway removes the key', async (t) => {
    const { page, goTo, outcome, enterMemberId, pressEnter, calls } = await open(t, { direct: true });
    await goTo('Settings');
    await page.getByRole('button', { name: 'Switch back to the gateway' }).click();
    await page.getByText('The key stays on the server; sign in').waitFor();
    await goTo('Look up');
    await enterMemberId('SANDBOXMEMBER');
    await pressEnter();
    assert.equal(await outcome(), 'found');
    assert.match(calls().at(-1)?.url() ?? '', /\/coupons\//);
    await goTo('Settings');
    await page.getByRole('group', { name: 'Connection' }).getByText('Direct').click();
    await page.locator('#direct-key').waitFor();
    assert.equal(await page.getByText('Direct mode is on').count(), 0);
  });

  test('the gateway that is chosen while direct mode is still loading stays chosen', async (t) => {
    /** @type {() => void} */
    let release = () => {};
    const released = new Promise((resolve) => (release = () => resolve(undefined)));
    const { page, connectDirectly } = await open(t, {
      prepare: (blank) =>
        blank.route('**/*.wasm', async (route) => {
          await released;
          await route.continue();
        }),
    });
    const choose = (/** @type {string} */ way) => page.getByRole('group', { name: 'Connection' }).getByText(way).click();
    await Promise.all([page.waitForRequest('**/*.wasm'), connectDirectly()]);
    await choose('Gateway');
    await Promise.all([page.waitForResponse('**/*.wasm'), release()]);
    await choose('Direct');
    assert.equal(await page.locator('#direct-key').inputValue(), '');
    await page.waitForTimeout(500);
    assert.equal(await page.getByText('Direct mode is on').count(), 0);
    await page.getByText('The key stays on the server. This page').waitFor();
  });

  test('where only direct mode is offered, there is no switch back to the gateway', async (t) => {
    const { page } = await open(t, {
      hash: '#/settings',
      prepare: (blank) =>
        blank.route('**/desk.json', (route) => route.fulfill({ json: { modes: ['direct'], direct: { channel: DIRECT.channel, baseUrl: DIRECT.baseUrl } } })),
    });
    await page.locator('#direct-key').fill(DIRECT.key);
    await page.getByRole('button', { name: 'Use direct mode' }).click();
    await page.getByText('Direct mode is on').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Switch back to the gateway' }).count(), 0);
  });

  test('switching back to the gateway also removes the key from the scheme finder', async (t) => {
    const { page } = await open(t, { account: null });
    const choose = (/** @type {string} */ way) => page.getByRole('group', { name: 'Connection' }).getByText(way).click();
    const takeOver = async () => {
      const finder = await openFinder(page);
      await finder.find(
        DIRECT.key,
        exampleLines((text) => param(text, { key: DIRECT.key })),
      );
      await finder.panel.getByRole('button', { name: 'Use it in direct mode' }).click();
      assert.equal(await page.locator('#direct-key').inputValue(), DIRECT.key);
    };
    await takeOver();
    await choose('Gateway');
    await choose('Direct');
    assert.equal(await page.locator('#direct-key').inputValue(), '');

    await takeOver();
    await page.getByRole('button', { name: 'Use direct mode' }).click();
    await page.getByText('Direct mode is on').waitFor();
    assert.equal(await page.locator('#direct-key').inputValue(), '');
    await page.getByRole('button', { name: 'Switch back to the gateway' }).click();
    await choose('Direct');
    assert.equal(await page.locator('#direct-key').inputValue(), '');
  });

  test('another tab that switches back to the gateway removes the key', async (t) => {
    const { page, context, idField } = await open(t, { direct: true });
    const other = await context.newPage();
    await other.goto(new URL('/#/settings', page.url()).href);
    const way = (/** @type {string} */ name) => other.getByRole('group', { name: 'Connection' }).getByText(name).click();
    await way('Gateway');
    await page.getByText('The key stays on the server. This page').waitFor();
    await way('Direct');
    await other.locator('#direct-key').fill(DIRECT.key);
    await other.getByRole('button', { name: 'Use direct mode' }).click();
    await other.getByText('Direct mode is on').waitFor();
    await page.getByText('Direct mode needs the key').waitFor();
    assert.equal(await idField.count(), 0);
  });

  for (const [title, given, words] of /** @type {const} */ ([
    ['no key', { key: '' }, 'Enter the channel, the base URL and the key'],
    ['a key that is too short', { key: 'short' }, "These settings can't be used"],
    ['an address of another host', { baseUrl: 'http://crm.houcaller.com/htest/openapi/v1' }, 'The base URL must be on this site'],
  ])) {
    test(`${title} is refused with a message, and nothing is sent`, async (t) => {
      const { page, connectDirectly, calls } = await open(t);
      await connectDirectly(given);
      const alert = page.getByRole('alert');
      await alert.getByText(words).waitFor();
      if (given.key) assert.ok(!(await alert.innerText()).includes(given.key));
      assert.equal(await page.getByText('Direct mode is on').count(), 0);
      assert.deepEqual(calls(), []);
    });
  }

  for (const [title, given, zh, en] of /** @type {const} */ ([
    ['key', { key: 'short' }, '密钥与加密方案不符', "The key doesn't fit the cipher scheme. Check that it's complete"],
    ['base URL', { baseUrl: '//a:b@HOST/v1' }, '接口地址有误', 'Enter a path on this site'],
  ])) {
    test(`a refused ${title} is named in both languages, with advice`, async (t) => {
      const { page, connectDirectly } = await open(t);
      const { host } = new URL(page.url());
      await connectDirectly('baseUrl' in given ? { baseUrl: given.baseUrl.replace('HOST', host) } : given);
      const alert = page.getByRole('alert');
      await alert.getByText(en).waitFor();
      await page.getByRole('button', { name: '中文' }).click();
      await alert.getByText(zh).waitFor();
    });
  }

  test('a refused channel is named, with advice', async (t) => {
    const { page, connectDirectly } = await open(t);
    await connectDirectly({ key: '' });
    // A lone surrogate, which a paste may leave.
    await page.getByLabel('Channel').evaluate((field) => {
      Object(field).value = '\ud842';
      field.dispatchEvent(new Event('input'));
    });
    await page.locator('#direct-key').fill(DIRECT.key);
    await page.getByRole('button', { name: 'Use direct mode' }).click();
    await page.getByRole('alert').getByText('The channel is wrong').waitFor();
  });

  test('a module that does not load is not reported as a wrong setting', async (t) => {
    const { page, connectDirectly } = await open(t, { prepare: (blank) => blank.route('**/*.wasm', (route) => route.abort()) });
    await connectDirectly();
    await page.getByRole('alert').getByText('Check your connection, reload the page and try again').waitFor();
  });

  test('the scheme from the finder is used and works', async (t) => {
    // The examples use the scheme of the sandbox: single DES in ECB mode.
    const { page, goTo, enterMemberId, pressEnter, outcome, calls } = await open(t, { account: null });
    const finder = await openFinder(page);
    assert.equal(
      await finder.find(
        DIRECT.key,
        exampleLines((text) => param(text, { key: DIRECT.key })),
      ),
      'found',
    );
    await finder.panel.getByRole('button', { name: 'Use it in direct mode' }).click();
    assert.equal(await page.locator('[data-field=scheme]').innerText(), 'DES · ECB · PKCS#5 · HEX');
    await page.getByRole('button', { name: 'Use direct mode' }).click();
    await page.getByText('Direct mode is on').waitFor();
    await goTo('Look up');
    await enterMemberId('SANDBOXMEMBER');
    await pressEnter();
    assert.equal(await outcome(), 'found');
    assert.equal(calls().length, 1);
  });

  test('a scheme that is not the default is used too', async (t) => {
    const { page } = await open(t, { account: null });
    const finder = await openFinder(page);
    await finder.find(
      DIRECT.key,
      exampleLines((text) => param(text, { key: DIRECT.key, iv: DIRECT.key, output: 'base64' })),
    );
    await finder.panel.getByRole('button', { name: 'Use it in direct mode' }).click();
    assert.equal(await page.locator('[data-field=scheme]').innerText(), 'DES · CBC · IV = key · PKCS#5 · Base64');
  });

  test('the theme follows the system until one is chosen, and the choice survives a reload', async (t) => {
    const { page } = await open(t, { hash: '#/settings', context: { colorScheme: 'dark' } });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const choose = (/** @type {string} */ name) => page.getByRole('group', { name: 'Appearance' }).getByText(name).click();
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
    assert.equal(await background(), 'rgb(21, 20, 18)');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
    assert.equal(await background(), 'rgb(245, 243, 239)');
    await choose('Dark');
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await page.reload();
    await page.getByRole('heading', { name: 'Appearance' }).waitFor();
    assert.equal(await background(), 'rgb(21, 20, 18)');
    assert.equal(await page.locator('meta[name=theme-color]').first().getAttribute('content'), '#151412');
  });
});

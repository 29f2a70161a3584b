// @ts-check
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import init, { encryptParam } from 'houcaller-coupons';
import { startSandbox } from '../../../sandbox/server.js';
import { launchChromium } from '../../support/chromium.js';
import { exampleLines, param, PLAINTEXTS } from './des-examples.js';
import { openDesk } from './desk-page.js';
import { startDesk } from './desk-server.js';
import { openFinder } from './finder-page.js';

/** @typedef {import('houcaller-coupons').Cipher} Cipher */

/** @param {number} length the number of letters and digits */
const randomKey = (length) => randomBytes(length).toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, length);

/** @param {string} text */
const asHex = (text) => Buffer.from(text).toString('hex');

/**
 * Evaluates the copied configuration with the key in the environment.
 *
 * @param {string} code
 * @param {string} key
 * @returns {Cipher}
 */
function configured(code, key) {
  const { cipher } = new Function('process', `return { ${code} };`)({ env: { CRM_KEY: key } });
  return cipher;
}

describe('the scheme finder', () => {
  /** @type {import('../../../sandbox/server.js').RunningSandbox} */
  let sandbox;
  /** @type {import('./desk-server.js').RunningDesk} */
  let desk;
  /** @type {import('playwright-core').Browser} */
  let browser;

  before(async () => {
    [sandbox, browser] = await Promise.all([startSandbox(), launchChromium(), init()]);
    desk = await startDesk({ sandbox });
  });

  after(async () => {
    await browser?.close();
    await desk?.close();
    await sandbox?.close();
  });

  /**
   * Opens the desk, waits until everything is loaded, and closes the desk after the test.
   *
   * @param {import('node:test').TestContext} t
   * @param {Parameters<typeof openDesk>[2]} [options]
   */
  async function openLoaded(t, options) {
    const opened = await openDesk(browser, desk, options);
    t.after(opened.close);
    await opened.page.getByText('Demo members').waitFor();
    await opened.page.waitForLoadState('networkidle');
    return opened;
  }

  /**
   * @param {import('node:test').TestContext} t
   * @param {Parameters<typeof openDesk>[2]} [options]
   */
  async function open(t, options) {
    const opened = await openLoaded(t, options);
    return { ...opened, finder: await openFinder(opened.page) };
  }

  const eight = randomKey(8);
  const sixteen = randomKey(16);
  const twentyFour = randomKey(24);
  const iv = randomBytes(8);
  const md5 = createHash('md5').update(sixteen).digest();
  const sha1 = createHash('sha1').update(Buffer.from(sixteen, 'utf16le')).digest();

  /** @type {{ title: string, key: string, encrypt: (text: string) => string, words: string, use: RegExp }[]} */
  const schemes = [
    {
      title: 'DES in ECB',
      key: sixteen,
      encrypt: (text) => param(text, { key: sixteen.slice(0, 8) }),
      words: 'DES · ECB · PKCS#5 · HEX',
      use: /^Key read as text, its first 8 bytes/m,
    },
    {
      title: 'DES in CBC with the key as the IV',
      key: eight,
      encrypt: (text) => param(text, { key: eight, iv: eight }),
      words: 'DES · CBC · IV = key · PKCS#5 · HEX',
      use: /its first 8 bytes/,
    },
    {
      title: 'DES in CBC with a fixed IV',
      key: eight,
      encrypt: (text) => param(text, { key: eight, iv }),
      words: `DES · CBC · IV = ${iv.toString('hex')} · PKCS#5 · HEX`,
      use: /its first 8 bytes/,
    },
    {
      title: '3DES in ECB, in base64',
      key: twentyFour,
      encrypt: (text) => param(text, { key: twentyFour, output: 'base64' }),
      words: '3DES · ECB · PKCS#5 · Base64',
      use: /all its bytes/,
    },
    {
      title: '3DES in CBC with a fixed IV',
      key: twentyFour,
      encrypt: (text) => param(text, { key: twentyFour, iv }),
      words: `3DES · CBC · IV = ${iv.toString('hex')} · PKCS#5 · HEX`,
      use: /all its bytes/,
    },
    {
      title: 'a key in hex',
      key: asHex(eight),
      encrypt: (text) => param(text, { key: eight }),
      words: 'DES · ECB · PKCS#5 · HEX',
      use: /^Key read as hex/m,
    },
    {
      title: '3DES with the MD5 of the key, as in .NET',
      key: sixteen,
      encrypt: (text) => param(text, { key: Buffer.concat([md5, md5.subarray(0, 8)]), output: 'base64' }),
      words: '3DES · ECB · PKCS#5 · Base64',
      use: /^Key read as text, the 16 bytes of its MD5/m,
    },
    {
      title: "3DES with the SHA-1 of the key in UTF-16, as in .NET's TruncateHash",
      key: sixteen,
      encrypt: (text) => param(text, { key: Buffer.concat([sha1, Buffer.alloc(4)]), iv: Buffer.from('da39a3ee5e6b4b0d', 'hex') }),
      words: '3DES · CBC · IV = da39a3ee5e6b4b0d · PKCS#5 · HEX',
      use: /^Key read as text in UTF-16, its SHA-1/m,
    },
  ];

  for (const { title, key, encrypt, words, use } of schemes) {
    test(`finds ${title}, and shows a configuration that encrypts the same way`, async (t) => {
      const { finder, complaints } = await open(t);
      assert.equal(await finder.find(key, exampleLines(encrypt)), 'found');

      const found = await finder.schemes();
      assert.equal(found[0].words, words);
      assert.match(await finder.text(), use);
      for (const { code } of found) {
        const cipher = configured(code, key);
        for (const text of [...PLAINTEXTS, '{"orgCode":"0101"}']) {
          assert.equal(encryptParam(text, cipher), encrypt(text));
        }
      }
      assert.deepEqual(complaints, []);
    });
  }

  test('lists every scheme that fits, the most likely first and the others on request', async (t) => {
    const { finder } = await open(t);
    await finder.find(
      eight,
      exampleLines((text) => param(text, { key: eight })),
    );
    const [first, ...others] = await finder.schemes();
    assert.equal(configured(first.code, eight).keyDerivation, 'first8');
    assert.ok(others.length > 0);
    assert.match(await finder.text(), new RegExp(`${others.length + 1} settings fit, the most likely first`));

    const copies = finder.panel.getByRole('button', { name: 'Copy' });
    assert.equal(await copies.count(), 1);
    await finder.others.click();
    assert.equal(await copies.count(), others.length + 1);
  });

  test('finds no scheme for a random key and the published examples, and lists possible reasons', async (t) => {
    const { finder, complaints } = await open(t);
    assert.equal(await finder.find(randomKey(8)), 'none');
    assert.deepEqual(await finder.schemes(), []);
    const words = await finder.text();
    assert.match(words, /No scheme fits the examples/);
    assert.match(words, /The key isn't the one of hkl-test/);
    assert.match(words, /The server's scheme isn't supported/);
    assert.doesNotMatch(words, /white space|too short/);
    assert.deepEqual(complaints, []);
  });

  test('lists the schemes that were tried if none fits', async (t) => {
    const { finder } = await open(t);
    assert.equal(await finder.find(randomKey(8)), 'none');
    assert.match(
      await finder.text(),
      /What was tried: the key as text \(UTF-8, UTF-16\), hex, Base64; .* MD5, SHA-1; DES, 3DES; ECB, CBC .* PKCS#5, zero padding; hex, Base64/,
    );
  });

  test('finds the scheme of params in URL-safe base64, and of params with the prefix 0x', async (t) => {
    const { finder } = await open(t);
    const encrypted = (/** @type {string} */ text) => Buffer.from(param(text, { key: eight }), 'hex');
    assert.equal(
      await finder.find(
        eight,
        exampleLines((text) => encrypted(text).toString('base64url')),
      ),
      'found',
    );
    assert.equal((await finder.schemes())[0].words, 'DES · ECB · PKCS#5 · Base64');
    assert.equal(
      await finder.find(
        eight,
        exampleLines((text) => `0x${encrypted(text).toString('hex')}`),
      ),
      'found',
    );
    assert.equal((await finder.schemes())[0].words, 'DES · ECB · PKCS#5 · hex');
  });

  // With this key one param in base64 begins with `+`, and another contains `+` in the middle and at the end.
  const withPlus = { key: 'k0068640' };

  /** @type {Record<string, (hex: string) => string>} */
  const copies = {
    'in hex in groups': (hex) => hex.replace(/..(?=.)/g, '$& '),
    'in hex in groups, after 0x': (hex) => `0x ${hex.replace(/.{8}(?=.)/g, '$& ')}`,
    'in base64 with spaces for plus signs': (hex) => Buffer.from(hex, 'hex').toString('base64').replaceAll('+', ' '),
  };
  for (const [title, copied] of Object.entries(copies)) {
    test(`finds the scheme of params ${title}`, async (t) => {
      const { finder } = await open(t);
      for (const between of [' ', '\t']) {
        const lines = PLAINTEXTS.map((text) => `${copied(param(text, withPlus))}${between}${text}`);
        assert.equal(await finder.find(withPlus.key, lines.join('\r\n')), 'found', lines.join('\n'));
      }
    });
  }

  test('names the line whose param cannot be read, instead of finding no scheme', async (t) => {
    const { finder } = await open(t);
    assert.equal(await finder.find(eight, `${param('{}', { key: eight })} {}\n\nAA {}`), 'refused');
    assert.match(await finder.text(), /The param in line 3 of the examples can't be read: it should be hex or Base64 of whole 8-byte blocks/);
    assert.equal(await finder.examples.getAttribute('aria-invalid'), 'true');
    assert.ok(await finder.examples.evaluate((field) => field === document.activeElement));
  });

  test('finds no scheme for a key that does not belong to the examples', async (t) => {
    const { finder } = await open(t);
    const lines = exampleLines((text) => param(text, { key: twentyFour }));
    assert.equal(await finder.find(randomKey(24), lines), 'none');
    assert.match(await finder.text(), /The key and the examples don't belong together/);

    assert.equal(await finder.find(` ${twentyFour}`, lines), 'none');
    assert.match(await finder.text(), /The key starts or ends with white space/);

    assert.equal(await finder.find(eight, `${param('{}', { key: eight, iv })} {}`), 'none');
    assert.match(await finder.text(), /The examples are too short/);
  });

  test('reads examples with any white space around them', async (t) => {
    const { finder } = await open(t);
    const [first, second, third] = PLAINTEXTS;
    const encrypt = (/** @type {string} */ text) => param(text, { key: eight });
    const pasted = `\n  ${encrypt(first)}\t${first} \r\n\n${encrypt(second)}   ${second}\n${encrypt('a b')} a b\n \n`;
    assert.equal(await finder.find(eight, pasted), 'found');
    assert.equal(await finder.find(eight, `${pasted}${encrypt(first)} ${third}`), 'none');
  });

  for (const [title, line] of Object.entries({
    'no plaintext': param('{}', { key: eight }),
    'the plaintext first': `{"a": 1} ${param('{"a": 1}', { key: eight })}`,
  })) {
    test(`names a line with ${title}`, async (t) => {
      const { finder } = await open(t);
      assert.equal(await finder.find(eight, `${param('{}', { key: eight })} {}\n\n${line}`), 'refused');
      assert.match(await finder.text(), /Line 3 of the examples should be/);
      assert.equal(await finder.examples.getAttribute('aria-invalid'), 'true');
      assert.ok(await finder.examples.evaluate((field) => field === document.activeElement));
    });
  }

  test('asks for a missing key', async (t) => {
    const { finder } = await open(t);
    assert.equal(await finder.find(''), 'refused');
    assert.match(await finder.text(), /Paste a key first/);
    assert.ok(await finder.key.evaluate((field) => field === document.activeElement));
  });

  test("shows the package's message for examples that it refuses", async (t) => {
    const { finder } = await open(t);
    await finder.key.fill(eight);
    await finder.examples.evaluate((field) => {
      /** @type {HTMLTextAreaElement} */ (field).value = '9A0C7B1B7F89A90C a\ud800';
      field.dispatchEvent(new Event('input'));
    });
    await finder.key.press('Enter');
    await finder.panel.locator('[data-finder-phase=failed]').waitFor();
    assert.match(await finder.text(), /Couldn't search/);
    assert.match(await finder.text(), /input\s+message\s+examples\[\]\.plaintext: expected well-formed Unicode/);
  });

  test('shows an error if WebAssembly is forbidden', async (t) => {
    const { finder } = await open(t, {
      prepare: (blank) => blank.addInitScript('WebAssembly.instantiate = WebAssembly.instantiateStreaming = () => { throw new Error("forbidden"); };'),
    });
    assert.equal(await finder.find(eight), 'failed');
    assert.match(await finder.text(), /config\s+message\s+init: the WebAssembly module could not be loaded/);
  });

  test('clears the outcome when the key or the examples change', async (t) => {
    const { finder } = await open(t);
    const lines = exampleLines((text) => param(text, { key: eight }));
    await finder.find(eight, lines);
    await finder.key.press('End');
    await finder.key.press('x');
    assert.equal(await finder.phase(), 'initial');

    await finder.find(eight, lines);
    await finder.examples.press('Control+End');
    await finder.examples.press('x');
    assert.equal(await finder.phase(), 'initial');
  });

  /** A key that contains the IV, so that showing the IV would show part of the key. */
  const partOfKey = { key: twentyFour, iv: twentyFour.slice(8, 16) };

  test('shows the position of an IV that is part of the key, instead of its bytes', async (t) => {
    const { finder, page } = await open(t);
    const encrypt = (/** @type {string} */ text) => param(text, partOfKey);
    assert.equal(await finder.find(twentyFour, exampleLines(encrypt)), 'found');

    const [{ words, code }] = await finder.schemes();
    assert.equal(words, '3DES · CBC · IV = key[8…15] · PKCS#5 · HEX');
    assert.equal(encryptParam(PLAINTEXTS[1], configured(code, twentyFour)), encrypt(PLAINTEXTS[1]));
    const document = (await page.content()).toLowerCase();
    assert.ok(!document.includes(asHex(partOfKey.iv)));
    assert.ok(!document.includes(partOfKey.iv.toLowerCase()));
  });

  for (const encoding of /** @type {const} */ (['hex', 'base64'])) {
    test(`shows the position of an IV that is part of a key in ${encoding}, instead of its bytes`, async (t) => {
      const { finder, page } = await open(t);
      const key = Buffer.from(twentyFour).toString(encoding);
      const encrypt = (/** @type {string} */ text) => param(text, partOfKey);
      assert.equal(await finder.find(key, exampleLines(encrypt)), 'found');
      const [{ code }] = await finder.schemes();
      assert.match(code, new RegExp(`Buffer.from\\(process.env.CRM_KEY, '${encoding}'\\)`));
      assert.equal(encryptParam(PLAINTEXTS[1], configured(code, key)), encrypt(PLAINTEXTS[1]));
      assert.ok(!(await page.content()).includes(asHex(partOfKey.iv)));
    });
  }

  describe('the key', () => {
    const outcomes = {
      found: { key: sixteen, examples: exampleLines((text) => param(text, { key: sixteen.slice(0, 8) })) },
      none: { key: sixteen, examples: '' },
      refused: { key: sixteen, examples: '{}' },
    };

    for (const [outcome, { key, examples }] of Object.entries(outcomes)) {
      test(`does not leave its field, with the outcome ${outcome}`, async (t) => {
        /** @type {string[]} */
        const logged = [];
        /** @type {string[]} */
        const sockets = [];
        const { finder, page, requests } = await open(t, {
          prepare: async (blank) => {
            blank.on('console', (message) => logged.push(message.text()));
            blank.on('websocket', (socket) => sockets.push(socket.url()));
          },
        });
        const loaded = requests.length;
        const served = sandbox.log.length;
        const address = page.url();
        const [steps, state] = await page.evaluate(() => [history.length, history.state]);

        assert.equal(await finder.find(key, examples), outcome);
        for (const shown of [true, false]) {
          await finder.panel.getByRole('button', { name: shown ? 'Show' : 'Hide' }).click();
          const document = await page.content();
          for (const secret of [key, asHex(key), asHex(key.slice(0, 8)), btoa(key)]) {
            assert.ok(!document.toLowerCase().includes(secret.toLowerCase()));
          }
        }
        await page.waitForTimeout(300);

        assert.ok(loaded > 0);
        assert.deepEqual(
          requests.slice(loaded).map((request) => request.url()),
          [],
        );
        assert.deepEqual(sockets, []);
        assert.equal(sandbox.log.length, served);
        assert.equal(page.url(), address);
        assert.deepEqual(logged, []);
        const kept = await page.evaluate(async () => ({
          local: localStorage.length,
          session: sessionStorage.length,
          cookies: document.cookie,
          databases: (await indexedDB.databases()).length,
          caches: (await caches.keys()).length,
          state: history.state,
          steps: history.length,
          title: document.title,
          name: window.name,
        }));
        assert.deepEqual(kept, {
          local: 0,
          session: 0,
          cookies: '',
          databases: 0,
          caches: 0,
          // The state that the router had set before.
          state,
          steps,
          title: 'Settings · Coupon desk',
          name: '',
        });
      });
    }

    test('is hidden until it is shown, and is not stored by the browser', async (t) => {
      const { finder } = await open(t);
      assert.match(await finder.panel.innerText(), /The key stays on this page/);
      await finder.key.fill(eight);
      const attributes = () => finder.key.evaluate((field) => ['type', 'autocomplete', 'spellcheck', 'name', 'value'].map((name) => field.getAttribute(name)));
      assert.deepEqual(await attributes(), ['password', 'off', 'false', null, null]);
      await finder.panel.getByRole('button', { name: 'Show' }).click();
      assert.deepEqual(await attributes(), ['text', 'off', 'false', null, null]);
      await finder.panel.getByRole('button', { name: 'Hide' }).click();
      assert.deepEqual(await attributes(), ['password', 'off', 'false', null, null]);
      assert.equal(await finder.examples.getAttribute('autocomplete'), 'off');
    });

    test('is removed on closing and by a reload', async (t) => {
      const { finder, page } = await open(t);
      await finder.find(eight, 'AA {}');
      await finder.panel.getByRole('button', { name: 'Close' }).click();
      await page.locator('#finder-key').waitFor({ state: 'detached' });
      assert.equal(await page.locator('dialog input, dialog textarea').count(), 0);

      const again = await openFinder(page);
      assert.equal(await again.key.inputValue(), '');
      assert.equal(await again.examples.inputValue(), '');
      await again.find(eight, 'AA {}');
      await page.reload();
      const reloaded = await openFinder(page);
      assert.equal(await reloaded.key.inputValue(), '');
      assert.equal(await reloaded.examples.inputValue(), '');
    });
  });

  describe('copying', () => {
    const lines = exampleLines((text) => param(text, { key: eight, iv: eight }));

    /**
     * Pastes the clipboard into the examples and returns the text.
     *
     * @param {import('./finder-page.js').FinderPage} finder
     */
    async function pasted(finder) {
      await finder.examples.fill('');
      await finder.examples.press('Control+V');
      return finder.examples.inputValue();
    }

    test('copies the configuration that is shown, without the key', async (t) => {
      const { finder, page } = await open(t, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
      await finder.find(eight, lines);
      const [{ code }] = await finder.schemes();
      await finder.pressCopy();
      await finder.panel.getByText('Copied').waitFor();

      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, code);
      assert.ok(!copied.includes(eight) && !copied.includes(asHex(eight)));
      assert.match(copied, /^cipher: \{\n {2}key: process\.env\.CRM_KEY,\n/);
      assert.equal(encryptParam('{}', configured(copied, eight)), param('{}', { key: eight, iv: eight }));
    });

    test('works if the page has no clipboard', async (t) => {
      const { finder } = await open(t, {
        prepare: (blank) => blank.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined });"),
      });
      await finder.find(eight, lines);
      const [{ code }] = await finder.schemes();
      await finder.pressCopy();
      await finder.panel.getByText('Copied').waitFor();
      assert.equal(await pasted(finder), code);
    });

    test('leaves the configuration selected if the page may not copy at all', async (t) => {
      const { finder, page } = await open(t, {
        prepare: (blank) =>
          blank.addInitScript(() => {
            navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
            document.execCommand = () => false;
          }),
      });
      await finder.find(eight, lines);
      const [{ code }] = await finder.schemes();
      await finder.pressCopy();
      await finder.panel.getByText('Selected. Press').waitFor();
      assert.equal(await page.evaluate(() => String(getSelection())), code);
      await page.keyboard.press('Control+C');
      assert.equal(await pasted(finder), code);
    });
  });

  test('works with the keyboard only', async (t) => {
    const { page, complaints } = await openLoaded(t, {
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
    });
    const { keyboard } = page;
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    const tabTo = async (/** @type {RegExp} */ name) => {
      for (let step = 0; step < 30; step++) {
        if (name.test(await focused())) return;
        await keyboard.press('Tab');
      }
      assert.fail(`Tab does not reach ${name}`);
    };

    await tabTo(/^\s*Settings\s*$/);
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Cipher scheme finder' }).waitFor();
    await tabTo(/^\s*Cipher scheme finder/);
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await keyboard.type(eight);
    await keyboard.press('Tab');
    assert.match(await focused(), /Show/);
    await keyboard.press('Space');
    assert.match(await focused(), /Hide/);
    await keyboard.press('Tab');
    await keyboard.insertText(exampleLines((text) => param(text, { key: eight })));
    await keyboard.press('Tab');
    assert.match(await focused(), /Find the scheme/);
    await keyboard.press('Enter');
    await page.locator('[data-finder-phase=found]').waitFor();

    await keyboard.press('Tab');
    assert.match(await focused(), /^\s*Copy/);
    await keyboard.press('Enter');
    await page.getByText('Copied').waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /mode: 'ECB'/);
    await keyboard.press('Tab');
    assert.match(await focused(), /Use it in direct mode/);
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    assert.ok(await page.locator('details').evaluate((others) => /** @type {HTMLDetailsElement} */ (others).open));

    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.match(await focused(), /Cipher scheme finder/);
    assert.deepEqual(complaints, []);
  });

  test('starts with Enter in the key field', async (t) => {
    const { finder } = await open(t);
    await finder.key.fill(eight);
    await finder.key.press('Enter');
    await finder.panel.locator('[data-finder-phase=none]').waitFor();
  });

  test('fits a screen of 320 pixels', async (t) => {
    const { finder } = await open(t, { context: { viewport: { width: 320, height: 640 } } });
    const wide = () => finder.panel.evaluate((panel) => [panel.scrollWidth, document.documentElement.scrollWidth]);
    assert.deepEqual(await wide(), [320, 320]);
    for (const examples of ['', '{}', exampleLines((text) => param(text, partOfKey))]) {
      await finder.find(twentyFour, examples);
      assert.deepEqual(await wide(), [320, 320], examples);
    }
    const code = await finder.panel.locator('[data-field=code]').first().boundingBox();
    const copy = await finder.panel.getByRole('button', { name: 'Copy' }).first().boundingBox();
    assert.ok(code && copy && copy.y >= code.y + code.height);
  });
});

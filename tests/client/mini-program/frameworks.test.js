// @ts-check
// The samples for uni-app and Taro agree with WeChat's sample and with docs/mini-program.md. The matrix in tests/package/ builds and runs them.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const SAMPLES = ['examples/uni-app', 'examples/taro'];
const PAGES = ['examples/mini-program/pages/coupons/coupons.js', 'examples/uni-app/src/pages/coupons/coupons.vue', 'examples/taro/src/pages/coupons/index.jsx'];
const SHOWN = [
  'uni-app/src/coupons.js',
  'uni-app/vite.config.js',
  'taro/src/coupons.js',
  'taro/src/coupons.alipay.js',
  'taro/src/coupons.h5.js',
  'taro/config/index.js',
];

const read = (/** @type {string} */ file) => readFile(file, 'utf8');

test("the documentation shows the samples' files that choose the entry", async () => {
  const guide = await read('docs/mini-program.md');
  for (const file of SHOWN) assert.ok(guide.includes(await read(`examples/${file}`)), file);
});

test('the sample for Taro turns off what its development mode needs more packages for, or fails at', async () => {
  const [config, babel] = ['config/index.js', 'babel.config.js'].map((file) => createRequire(import.meta.url)(resolve('examples/taro', file)));
  const { dependencies, devDependencies } = JSON.parse(await read('examples/taro/package.json'));
  assert.ok(!('react-refresh' in { ...dependencies, ...devDependencies }));
  assert.equal(config.h5.devServer.hot, false);
  assert.deepEqual(config.compiler, { type: 'webpack5', prebundle: { enable: false } });
  assert.equal(babel.presets[0][1].hot, false);
});

test('the documentation shows how the page of uni-app searches', async () => {
  const [guide, page] = await Promise.all(['docs/mini-program.md', 'examples/uni-app/src/pages/coupons/coupons.vue'].map(read));
  const [search] = /^async function search\(\) \{[^]*?^\}$/m.exec(page ?? '') ?? [];
  assert.ok(search && guide?.includes(search));
});

test('the pages have the same texts', async () => {
  const [texts, ...others] = await Promise.all(PAGES.map(async (file) => (await read(file)).match(/^const (?:STATES|ADVICE) = \{[^]*?^\};$/gm)));
  assert.equal(texts?.length, 2);
  for (const other of others) assert.deepEqual(other, texts);
});

test('the pages show the same messages of the CRM', async () => {
  const [shown, ...others] = await Promise.all(
    PAGES.map(async (file) => (await read(file)).match(/const isChinese = .*;|isChinese \? .*?'出错了，请稍后重试'/g)),
  );
  assert.equal(shown?.length, 2);
  for (const other of others) assert.deepEqual(other, shown);
});

test('the samples use the same address of the sandbox', async () => {
  const [crm, other] = await Promise.all(SAMPLES.map((sample) => read(`${sample}/src/crm.js`)));
  assert.ok(crm?.includes("'http://127.0.0.1:8787/htest/openapi/v1'"));
  assert.equal(other, crm);
});

for (const sample of SAMPLES) {
  test(`the comments and the README of ${sample} are in Chinese`, async () => {
    const entries = await readdir(sample, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && /\.(?:js|jsx|vue)$/.test(entry.name) && !/node_modules|dist/.test(entry.parentPath));
    assert.ok(files.length > 5);
    for (const { parentPath, name } of files) {
      const comments = (await read(join(parentPath, name))).match(/^\s*\/\/ (?!#).*$/gm) ?? [];
      for (const comment of comments) assert.match(comment, /\p{Script=Han}/u, name);
    }
    assert.match(await read(`${sample}/README.md`), /^# .*\p{Script=Han}/u);
  });
}

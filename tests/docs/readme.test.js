// @ts-check
// Checks both READMEs: their length, their samples, which run unchanged against `npm run sandbox`, their tables and their figures.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as main from 'houcaller-coupons';
import { OPENINGS } from '../../bench/quoted.mjs';
import { readDocument, SANDBOX } from '../support/document-samples.js';
import { instrumented } from '../support/example.js';
import { isPrinted } from '../support/outcome.js';

const READMES = /** @type {const} */ (['README.md', 'README.zh-CN.md']);
const MOST_LINES = 130;
const root = fileURLToPath(new URL('../..', import.meta.url));
const { exports: entries, scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

/** @type {import('node:child_process').ChildProcess} */
let sandbox;
/** Its address. The port is random, because another program may use the default one. @type {string} */
let url;
/** A folder inside the package, because a package can import itself by its name. @type {string} */
let folder;

before(async () => {
  const [program, ...args] = scripts.sandbox.split(' ');
  assert.equal(program, 'node');
  sandbox = spawn(process.execPath, [...args, '--port', '0'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  if (!sandbox.stdout) throw new Error('the sandbox has no output');
  const lines = createInterface({ input: sandbox.stdout });
  const [line] = await once(lines, 'line');
  url = /http:\S+/.exec(line)?.[0] ?? '';
  const target = join(root, 'target');
  await mkdir(target, { recursive: true });
  folder = await mkdtemp(join(target, 'readme-'));
});
after(async () => {
  sandbox.kill();
  await rm(folder, { recursive: true, force: true });
});

test("the sandbox's default address is the one in the documents", async () => {
  const [, port] = /--port (\d+)/.exec(await readFile(join(root, 'sandbox', 'main.js'), 'utf8')) ?? [];
  assert.equal(SANDBOX, `http://127.0.0.1:${port}`);
  assert.equal(new URL(url).hostname, new URL(SANDBOX).hostname);
});

for (const name of READMES) {
  const text = await readDocument(name);
  const samples = [...text.matchAll(/^```js\n([^]*?)^```$/gm)].map(([, source = '']) => source);

  test(`${name} has at most ${MOST_LINES} lines`, () => {
    assert.ok(text.trimEnd().split('\n').length <= MOST_LINES);
  });

  test(`${name} has samples, and all of them call the sandbox`, () => {
    assert.ok(samples.length > 1);
    for (const source of samples) assert.ok(source.includes(SANDBOX));
  });

  for (const [at, source] of samples.entries()) {
    test(`${name}: sample ${at + 1} runs unchanged, and prints what its comments state`, async () => {
      const file = join(folder, `${name}-${at}.mjs`);
      await writeFile(file, source.replaceAll(SANDBOX, url));
      const { stdout } = await promisify(execFile)(process.execPath, [file]);
      const printed = stdout.trimEnd().split('\n');
      const { stated } = instrumented({ title: name, source });
      assert.ok(stated.length > 0);
      for (const { comment } of stated)
        assert.ok(
          printed.some((line) => isPrinted(comment, line)),
          comment,
        );
    });
  }

  test(`${name} lists every entry`, () => {
    const shipped = Object.keys(entries).filter((entry) => !/\.(?:wasm|json)$/.test(entry));
    const listed = [...text.matchAll(/^\| `(houcaller-coupons.*?)` \|/gm)].map(([, entry]) => entry);
    assert.deepEqual(listed.sort(), shipped.map((entry) => entry.replace('.', 'houcaller-coupons')).sort());
  });

  test(`${name} lists every value that the main entry exports, and no other`, () => {
    const names = Object.keys(main).filter((each) => each !== 'default');
    const listed = [...text.matchAll(/^\| `(?:new )?(\w+)(?:\(.*?\))?`(?: \(.*?\)|（.*?）)? \|/gm)].flatMap(([, each = '']) =>
      each.startsWith('houcaller') ? [] : [each],
    );
    assert.deepEqual(listed.sort(), names.sort());
  });

  test(`${name}: each figure comes from a command or a file of settings`, async () => {
    const [cargo, say] = await Promise.all(['Cargo.toml', 'scripts/say.mjs'].map((file) => readFile(join(root, file), 'utf8')));
    const rust = /^rust-version = "(.+)"$/m.exec(cargo ?? '')?.[1];
    const node = /OLDEST_NODE = '(.+)'/.exec(say ?? '')?.[1];
    // Figures in samples are tested above, and the sizes of the entries by tests/package/readme.test.js.
    const prose = text
      // The benchmark writes it: the test below.
      .replace(quoted(text, name) ?? '', '')
      .replaceAll(/^```[^]*?^```$/gm, '')
      .replaceAll(/`[^`]*`/g, '')
      .replaceAll(/\]\([^)]*\)/g, ']')
      .replaceAll(/(\|) \d+ KB \|$/gm, '$1');
    const figures = prose.match(/(?<![\w-])\d[\d.,]*\d|(?<![\w-])\d/g) ?? [];
    assert.deepEqual(figures.sort(), [node, rust].sort());
  });

  test(`${name} quotes the benchmark as it was measured`, async () => {
    assert.equal(quoted(text, name), quoted(await readFile(join(root, 'bench', 'RESULTS.md'), 'utf8'), name));
  });
}

/**
 * The sentence about speed, if the text has one.
 *
 * @param {string} text
 * @param {typeof READMES[number]} name
 */
function quoted(text, name) {
  return text.split('\n').find((line) => line.startsWith(OPENINGS[name]));
}

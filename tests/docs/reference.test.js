// @ts-check
// The reference is complete: it has every public name, each with an example, its parameters and its errors.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Application, LogLevel, TSConfigReader, TypeDocReader } from 'typedoc';
import { entries } from './entries.js';
import { exported } from './exported.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documented = entries.map((entry) => ({ entry, names: exported(entry) }));
/** Functions, methods and constructors that never throw. */
const NEVER_THROWING = /^(?:isCouponCode|Unavailable\..*|CouponError\..*|AbortController\..*)$/;

/** @type {string} */
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-reference-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const SETTINGS = join(root, 'docs', 'typedoc.json');

/**
 * Runs TypeDoc.
 *
 * @param {string} options The file with its settings.
 * @param {string} out Where the pages go.
 * @returns {Promise<number>} How many errors and warnings it had.
 */
async function problems(options, out) {
  const app = await Application.bootstrap({ options, out, logLevel: LogLevel.None }, [new TypeDocReader(), new TSConfigReader()]);
  const project = await app.convert();
  if (!project) throw new Error('TypeDoc could not read the declarations');
  app.validate(project);
  await app.generateOutputs(project);
  return app.logger.errorCount + app.logger.warningCount;
}

/** @param {string} source Declarations. */
async function problemsOf(source) {
  // In a new folder, because TypeDoc caches the files that it read.
  const place = await mkdtemp(join(folder, 'sample-'));
  const options = join(place, 'typedoc.json');
  const settings = { extends: [SETTINGS], entryPoints: ['index.d.ts'], tsconfig: 'tsconfig.json', intentionallyNotExported: [], readme: 'none' };
  await writeFile(join(place, 'index.d.ts'), source);
  await writeFile(join(place, 'tsconfig.json'), JSON.stringify({ files: ['index.d.ts'] }));
  await writeFile(options, JSON.stringify(settings));
  return problems(options, join(place, 'reference'));
}

test('TypeDoc generates it without a warning, with a page for every name', async () => {
  assert.equal(await problems(SETTINGS, join(folder, 'reference')), 0);
  const files = await readdir(join(folder, 'reference'), { recursive: true });
  const pages = files.map((file) => basename(file, '.html'));
  for (const { entry, names } of documented) {
    const missing = names.filter(({ name }) => !name.includes('.') && !pages.includes(`${basename(entry.declarations, '.d.ts')}.${name}`));
    assert.deepEqual(
      missing.map(({ name }) => name),
      [],
      entry.name,
    );
  }
});

test('every entry with declarations of its own is included', async () => {
  const read = (/** @type {string} */ file) => readFile(join(root, file), 'utf8');
  const declarations = async (/** @type {string} */ file) => (await read(file)).replace(/^export as namespace .*\n?/m, '').trim();
  const { exports } = JSON.parse(await read('package.json'));
  const { entryPoints } = JSON.parse(await readFile(SETTINGS, 'utf8'));
  assert.deepEqual(
    entries.map((entry) => `../${entry.declarations}`),
    entryPoints,
  );
  const known = await Promise.all(entries.map((entry) => declarations(entry.declarations)));
  const shipped = [...JSON.stringify(exports).matchAll(/"types":"\.\/(.+?)"/g)].flatMap(([, file = '']) => (file.includes('.wasm.') ? [] : file));
  assert.ok(shipped.length > entries.length);
  // The declarations of /slim and of each `.d.cts` equal those of another entry, except for the name of the global.
  for (const file of shipped.filter((name) => !/\/gateway-client\.|no-wasm\./.test(name))) assert.ok(known.includes(await declarations(file)), file);
});

test('the declarations of the gateway client are a part of those of the main entry', async () => {
  const [whole, part] = await Promise.all(['index', 'gateway-client'].map((name) => readFile(join(root, 'dist', `${name}.d.ts`), 'utf8')));
  const [declared = '', exported = ''] = part?.split(/(?=^export \{)/m) ?? [];
  const parts = declared.split(/\n(?=\/\*\*)/).map((text) => text.trim());
  assert.ok(parts.length > 20);
  for (const text of parts) assert.ok(whole?.includes(text), text);
  assert.doesNotMatch(exported, /encryptParam|decryptParam|identifyCipher|buildEnvelope/);
});

// Of the entries and of that for mini-programs without WebAssembly. The other mini-program entry takes a path.
const INITS = ['source?: InitInput | Promise<InitInput>', '_wasmPath?: string | Engine'].map(
  (parameter) => `declare function init(${parameter}): Promise<void>;`,
);

for (const [name, sibling] of [
  ['no-wasm', 'index'],
  ['gateway-client-no-wasm', 'gateway-client'],
  ['mini-program-no-wasm', 'mini-program'],
]) {
  test(`${name} declares the same names as ${sibling}, and its engine`, async () => {
    const [whole, part] = await Promise.all([sibling, name].map((file) => readFile(join(root, 'dist', `${file}.d.ts`), 'utf8')));
    const exported = part?.match(/^export \{[^}]*\bCouponClient\b[^}]*\};/m)?.[0] ?? '';
    const declared =
      part
        ?.slice(0, part.indexOf(exported))
        .split(/\n(?=\/\*\*)/)
        .map((text) => text.trim()) ?? [];
    const more = declared.filter((text) => !whole?.includes(text) && !INITS.some((init) => text.endsWith(init)));
    assert.deepEqual(
      more.map((text) => text.split('\n').at(-1)),
      ['declare const engine: Engine;'],
      more.join('\n'),
    );
    assert.match(exported, /\bengine\b/);
  });
}

test('it has the examples, and loads nothing from another host', async () => {
  const [found = ''] = (await readdir(join(folder, 'reference', 'functions'))).filter((file) => file.endsWith('encryptParam.html'));
  const page = await readFile(join(folder, 'reference', 'functions', found), 'utf8');
  assert.match(page, /4C2255F48418652A/);
  assert.doesNotMatch(page, /<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?\/\//);
});

test('a name without a comment, a broken link and a type that is not exported are detected', async () => {
  const flaws = [
    '/** Whose field says nothing. */\nexport interface Bare { field: string }',
    '/** See {@link Nowhere}. */\nexport declare const one: number;',
    'interface Hidden {}\n/** Gives it. */\nexport declare function give(): Hidden;',
  ];
  for (const flaw of flaws) assert.equal(await problemsOf(flaw), 1, flaw);
  assert.equal(await problemsOf('/** See {@link two}. */\nexport declare const one: number;\n/** Two. */\nexport declare const two: number;'), 0);
});

for (const { entry, names } of documented) {
  for (const { name, callable, examples, describedParameters, parameters, throws } of names) {
    test(`${entry.name}, ${name} has an example${callable ? ', and describes each parameter and what it throws' : ''}`, async () => {
      assert.ok(examples.length > 0);
      assert.deepEqual(describedParameters, parameters);
      if (callable) assert.equal(throws.length > 0, !NEVER_THROWING.test(name));
    });
  }

  test(`${entry.name}: the comment of each duration names its unit, and that of each optional field its default`, async () => {
    const source = await readFile(join(root, entry.declarations), 'utf8');
    // Other interfaces are results, which have no defaults.
    const options = /interface (?:Cipher|\w*Options)\b[^]*?\n}/g;
    const fields = [...source.matchAll(options)].flatMap(([text]) => [...text.matchAll(/\/\*\*([^]*?)\*\/\s+(\w+)(\??):/g)]);
    assert.ok(fields.length > 0);
    for (const [, comment = '', field = '', optional] of fields) {
      if (field.endsWith('Ms') || field === 'timeout') assert.match(comment, /[Mm]illiseconds/, field);
      if (optional) assert.match(comment, /default/i, field);
    }
  });
}

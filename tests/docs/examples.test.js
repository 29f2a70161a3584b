// @ts-check
// Every example in the documentation compiles, runs, and has the outcome that its comments state.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mistakes } from './compile.js';
import { documentSamples, DOCUMENTS, SANDBOX } from '../support/document-samples.js';
import { entries, main } from './entries.js';
import { asModule, instrumented } from '../support/example.js';
import { exported } from './exported.js';
import { isOutcome, isPrinted } from '../support/outcome.js';

/** @typedef {import('../support/example.js').Example} Example */

const samples = await documentSamples();
const documented = entries.map((entry) => {
  const names = exported(entry);
  const own = names.filter(({ name }) => !entry.foreign?.includes(name));
  const ofNames = own.flatMap(({ name, examples }) => examples.map((source) => ({ title: `${entry.name}, ${name}`, source })));
  const topLevel = names.map(({ name }) => name).filter((name) => !name.includes('.'));
  const ofDocuments = samples.filter(({ source }) => (/ from '(houcaller-coupons\/.+)';$/m.exec(source)?.[1] ?? main.name) === entry.name);
  return { entry, names, topLevel, examples: [...ofNames, ...ofDocuments] };
});

/** @type {Map<string, import('../support/entry.js').Environment>} */
const environments = new Map();

before(async () => {
  for (const { name, open } of entries) environments.set(name, await open());
});
after(async () => {
  for (const environment of environments.values()) await environment.close();
});

test('each document has samples, and each sample is assigned to an entry', () => {
  for (const name of DOCUMENTS)
    assert.ok(
      samples.some(({ title }) => title.startsWith(`${name}, `)),
      name,
    );
  const ofEntries = documented.flatMap(({ examples }) => examples.filter((example) => samples.includes(example)));
  assert.equal(ofEntries.length, samples.length);
});

for (const { entry, topLevel, examples } of documented) {
  test(`${entry.name}: each example compiles under the strictest settings`, () => {
    const found = mistakes(new Map(examples.map((example, at) => [`${example.title} (${at})`, asModule(example, entry, topLevel)])), entry.host);
    assert.ok(found.size > 0);
    assert.equal(found.size, examples.length);
    for (const [title, messages] of found) assert.deepEqual(messages, [], title);
  });

  test(`${entry.name}: an example that does not compile is detected`, () => {
    const [name = ''] = topLevel;
    const wrong = { title: 'wrong', source: `import { ${name} } from '${entry.name}';\n${name} satisfies 1;\nlistCoupons({});` };
    const messages = mistakes(new Map([['wrong', asModule(wrong, entry, topLevel)]]), entry.host).get('wrong') ?? [];
    assert.equal(messages.length, 2, messages.join('\n'));
    assert.match(messages.join('\n'), /does not satisfy the expected type '1'[^]*Cannot find name 'listCoupons'/);
  });
}

/** Types of results that an example cannot show as a literal. */
const OPAQUE = ['Promise<void>', 'typeof fetch'];

/** @type {Set<string>} */
const run = new Set();
for (const { entry, names, examples } of documented) {
  for (const example of examples.filter(({ source }) => !run.has(source))) {
    run.add(example.source);
    test(`${example.title}: the example has the outcome that it states`, async () => {
      for (const { comment, actual } of await mismatches(example, entry.name)) assert.fail(`stated: ${comment}\nactual: ${actual}`);
    });
  }

  test(`${entry.name}: an example of every function states its outcome`, () => {
    const functions = names.filter(({ name, callable, returns }) => callable && !name.includes('.') && !OPAQUE.includes(returns));
    assert.ok(functions.length > 0);
    for (const { name, examples } of functions) {
      assert.ok(
        examples.some((source) => instrumented({ title: name, source }).stated.length),
        name,
      );
    }
  });
}

test('a wrong outcome and a missing outcome are detected', async () => {
  const wrong = [
    "isCouponCode('7270000006699'); // false",
    'const { usable } = usability(coupon); // { usable: true }',
    'console.log(1); // 2',
    "if (key === '') console.log(1); // 1",
    "buildEnvelope({ memberId: 'a' }, config); // { param, channel }",
  ];
  for (const source of wrong) assert.equal((await mismatches({ title: 'wrong', source }, main.name)).length, 1, source);
});

/**
 * Runs an example. If a statement is executed several times, its first value counts.
 *
 * @param {Example} example
 * @param {string} entry The name of its entry.
 * @returns {Promise<Array<{ comment: string, actual: string }>>} The outcomes that differ from those stated.
 */
async function mismatches(example, entry) {
  const environment = environments.get(entry);
  if (!environment) throw new Error(`the environment of ${entry} is not open`);
  const { code, stated } = instrumented(example);
  /** @type {Map<number, unknown>} */
  const reported = new Map();
  const report = (/** @type {number} */ at, /** @type {unknown} */ value) => {
    if (!reported.has(at)) reported.set(at, value);
    return value;
  };
  const reportPrinted =
    (/** @type {number} */ at) =>
    (/** @type {unknown[]} */ ...values) =>
      void report(at, values.join(' '));
  const quiet = { log() {}, warn() {} };
  const scope = { ...environment.exports, ...environment.ambient, console: quiet, report, reportPrinted };
  const source = code.replaceAll(SANDBOX, environment.sandbox);
  const run = /** @type {Function} */ (environment.evaluate(`async (${Object.keys(scope).join(', ')}) => { { ${source}\n } }`));
  await run(...Object.values(scope));
  return stated.flatMap(({ comment, printed }, at) => {
    if (!reported.has(at)) return { comment, actual: 'nothing' };
    const value = reported.get(at);
    const right = printed ? isPrinted(comment, String(value)) : isOutcome(comment, value);
    return right ? [] : { comment, actual: JSON.stringify(value) };
  });
}

// @ts-check
// Every example in the documentation compiles, runs, and gives what its comments say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mistakes } from './compile.js';
import { documentSamples, DOCUMENTS, SANDBOX } from '../support/document-samples.js';
import { entries, main } from './entries.js';
import { asModule, asReporting } from '../support/example.js';
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

/** @type {Map<string, import('../support/entry.js').Place>} */
const places = new Map();

before(async () => {
  for (const { name, open } of entries) places.set(name, await open());
});
after(async () => {
  for (const place of places.values()) await place.close();
});

test('each document has samples, and each sample is of an entry', () => {
  for (const name of DOCUMENTS)
    assert.ok(
      samples.some(({ title }) => title.startsWith(`${name}, `)),
      name,
    );
  const ofEntries = documented.flatMap(({ examples }) => examples.filter((example) => samples.includes(example)));
  assert.equal(ofEntries.length, samples.length);
});

for (const { entry, topLevel, examples } of documented) {
  test(`${entry.name}: each compiles under the strictest settings`, () => {
    const found = mistakes(new Map(examples.map((example, at) => [`${example.title} (${at})`, asModule(example, entry, topLevel)])), entry.host);
    assert.ok(found.size > 0);
    assert.equal(found.size, examples.length);
    for (const [title, messages] of found) assert.deepEqual(messages, [], title);
  });

  test(`${entry.name}: one that would not compile is found`, () => {
    const [name = ''] = topLevel;
    const wrong = { title: 'wrong', source: `import { ${name} } from '${entry.name}';\n${name} satisfies 1;\nlistCoupons({});` };
    const messages = mistakes(new Map([['wrong', asModule(wrong, entry, topLevel)]]), entry.host).get('wrong') ?? [];
    assert.equal(messages.length, 2, messages.join('\n'));
    assert.match(messages.join('\n'), /does not satisfy the expected type '1'[^]*Cannot find name 'listCoupons'/);
  });
}

/** What there is to look at in none of these. */
const OPAQUE = ['Promise<void>', 'typeof fetch'];

/** @type {Set<string>} */
const run = new Set();
for (const { entry, names, examples } of documented) {
  for (const example of examples.filter(({ source }) => !run.has(source))) {
    run.add(example.source);
    test(`${example.title}: its example gives what it says`, async () => {
      for (const { comment, given } of await unlikeStated(example, entry.name)) assert.fail(`it says: ${comment}\nit gives: ${given}`);
    });
  }

  test(`${entry.name}: every function that gives something to look at states what its example gives`, () => {
    const functions = names.filter(({ name, callable, returns }) => callable && !name.includes('.') && !OPAQUE.includes(returns));
    assert.ok(functions.length > 0);
    for (const { name, examples } of functions) {
      assert.ok(
        examples.some((source) => asReporting({ title: name, source }).stated.length),
        name,
      );
    }
  });
}

test('an outcome other than the one stated is found, and so is one that never comes', async () => {
  const wrong = [
    "isCouponCode('7270000006699'); // false",
    'const { usable } = usability(coupon); // { usable: true }',
    'console.log(1); // 2',
    "if (key === '') console.log(1); // 1",
    "buildEnvelope({ memberId: 'a' }, config); // { param, channel }",
  ];
  for (const source of wrong) assert.equal((await unlikeStated({ title: 'wrong', source }, main.name)).length, 1, source);
});

/**
 * Runs an example. Of what is printed or given several times, the first counts.
 *
 * @param {Example} example
 * @param {string} entry Its name.
 * @returns {Promise<Array<{ comment: string, given: string }>>} What came out other than stated.
 */
async function unlikeStated(example, entry) {
  const place = places.get(entry);
  if (!place) throw new Error(`${entry} was not opened`);
  const { code, stated } = asReporting(example);
  /** @type {Map<number, unknown>} */
  const given = new Map();
  const says = (/** @type {number} */ at, /** @type {unknown} */ value) => {
    if (!given.has(at)) given.set(at, value);
    return value;
  };
  const prints =
    (/** @type {number} */ at) =>
    (/** @type {unknown[]} */ ...values) =>
      void says(at, values.join(' '));
  const quiet = { log() {}, warn() {} };
  const scope = { ...place.exports, ...place.ambient, console: quiet, says, prints };
  const source = code.replaceAll(SANDBOX, place.sandbox);
  const run = /** @type {Function} */ (place.evaluate(`async (${Object.keys(scope).join(', ')}) => { { ${source}\n } }`));
  await run(...Object.values(scope));
  return stated.flatMap(({ comment, printed }, at) => {
    if (!given.has(at)) return { comment, given: 'nothing' };
    const value = given.get(at);
    const right = printed ? isPrinted(comment, String(value)) : isOutcome(comment, value);
    return right ? [] : { comment, given: JSON.stringify(value) };
  });
}

// @ts-check
// Mutation testing: makes one error at a time in the client and checks that the end-to-end test fails.
// Arguments select the mutants whose title contains one of them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser } from '../../../scripts/browser.mjs';
import { environment, root } from '../../../scripts/run.mjs';
import { main, say, step } from '../../../scripts/say.mjs';

/** @typedef {{ file: string, changes: [from: string, to: string][] }} Mutant */

/** The fields that the client must check. */
const STRICT = ['id', 'cpnCode', 'cpnName', 'begDate', 'endDate'];

/**
 * A mutant that does not check this field. It checks another field twice, so that the array keeps its length.
 *
 * @param {string} field
 * @returns {Mutant}
 */
const unchecked = (field) => ({
  file: 'src/client/decode.rs',
  changes: [[`[&str; 5] = ${list(STRICT)}`, `[&str; 5] = ${list(STRICT.map((name) => (name === field ? STRICT[field === 'id' ? 1 : 0] : name)))}`]],
});

/** @param {(string | undefined)[]} names */
const list = (names) => `[${names.map((name) => `"${name}"`).join(', ')}]`;

/** @type {Record<string, Mutant>} */
const MUTANTS = {
  'one character of the key differs from what was typed': {
    file: 'www/src/settings/DirectForm.vue',
    changes: [['key: key.value } });', "key: key.value.replace('8', ':') } });"]],
  },
  'the timestamp is a number': { file: 'src/client/envelope.rs', changes: [['&quoted(&self.timestamp),', '&self.timestamp,']] },
  'id is not checked': unchecked('id'),
  'cpnCode is not checked': unchecked('cpnCode'),
  'cpnName is not checked': unchecked('cpnName'),
  'begDate is not checked': unchecked('begDate'),
  'endDate is not checked': unchecked('endDate'),
  'status is not checked': {
    file: 'src/client/decode.rs',
    changes: [['text_as_number(&found) else {', 'text_as_number(&found).or(Some(f64::NAN)) else {']],
  },
};

/** @type {Record<string, string>} */
let browserPaths = {};

/**
 * @param {string} copy
 * @param {string[]} args
 */
function node(copy, args) {
  const env = { ...environment(), ...browserPaths, CARGO_TARGET_DIR: join(root, 'target', 'mutants') };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, env, encoding: 'utf8' });
  return { ok: status === 0, printed: stdout + stderr };
}

/** @param {string} copy */
function buildAndTest(copy) {
  const built = node(copy, ['scripts/build.mjs']);
  if (!built.ok) throw new Error(`the build of the mutant failed:\n${built.printed.slice(-2000)}`);
  return node(copy, ['--test', '--test-reporter=spec', 'tests/desk/e2e/desk.test.js']);
}

function copyOfTheRepository() {
  const copy = mkdtempSync(join(tmpdir(), 'houcaller-mutants-'));
  const files = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).stdout.split('\0').filter(Boolean);
  for (const file of files) cpSync(join(root, file), join(copy, file), { preserveTimestamps: true });
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    // The package itself must be the copy, which contains the mutant.
    symlinkSync(name === 'houcaller-coupons' ? '..' : join(root, 'node_modules', name), join(copy, 'node_modules', name));
  }
  return copy;
}

await main(async () => {
  browserPaths = await browser();
  const words = process.argv.slice(2);
  const chosen = Object.entries(MUTANTS).filter(([title]) => !words.length || words.some((word) => title.includes(word)));
  const copy = copyOfTheRepository();
  try {
    await step('unchanged', () => {
      const { ok, printed } = buildAndTest(copy);
      if (!ok) throw new Error(`the end-to-end test fails without a change:\n${printed.slice(-4000)}`);
    });
    /** @type {string[]} */
    const survivors = [];
    for (const [title, { file, changes }] of chosen) {
      await step(title, () => {
        const original = readFileSync(join(root, file), 'utf8');
        const mutated = changes.reduce((text, [from, to]) => {
          if (text.split(from).length !== 2) throw new Error(`${file} must contain this text exactly once: ${from}`);
          return text.replace(from, to);
        }, original);
        writeFileSync(join(copy, file), mutated);
        const { ok, printed } = buildAndTest(copy);
        writeFileSync(join(copy, file), original);
        if (ok) survivors.push(title);
        for (const line of printed
          .split('\n')
          .filter((line) => line.startsWith('✖ '))
          .slice(0, 3))
          say(`  found by ${line}`);
      });
    }
    say(`\n${chosen.length - survivors.length} passed, ${survivors.length} failed`);
    if (survivors.length) throw new Error(`not found by the end-to-end test: ${survivors.join('; ')}`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

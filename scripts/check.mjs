// @ts-check
// The quick check for every change: npm run check. Needs no browser and no whole build but the first. Arguments run only the tests whose name contains one of them.
import { build } from './build.mjs';
import { buildForDevelopment } from './build/development.mjs';
import { isBuilt, wasBuilt } from './build/sources.mjs';
import { rollUpTypes } from './build/types.mjs';
import { checks } from './checks.mjs';
import { WORKSPACES } from './npm-packages.mjs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output, root, run } from './run.mjs';
import { lints } from './rust.mjs';
import { main, step } from './say.mjs';
import { buildTools } from './toolchain.mjs';

// The client's tests on Node that need a few seconds.
const CLIENT_TESTS = ['behaviour/node', 'faults/node', 'many-members/results', 'vectors/java'].map((name) => `tests/client/${name}.test.js`);

/** Reports which tests ran. */
const TAP = join(root, 'target', 'client.tap');

await main(async () => {
  const names = process.argv.slice(2);
  await step('looking for the tools', async () => {
    await lints();
    await buildTools(WORKSPACES);
  });
  if (names.length === 0) {
    // The types of what imports the package come from its declarations.
    if (!wasBuilt()) await build();
    else if (!isBuilt()) await step('rolling up the types', () => rollUpTypes(join(root, 'dist')));
    for (const { group, title, run } of checks) if (group === 'lint' || group === 'types') await step(title, () => run({}));
  }
  await step('native tests', () => run('cargo', ['test', '--quiet', '--lib', '--test', 'native', '--', ...names]));
  await step('building the module for development', buildForDevelopment);
  // The pattern is a regular expression.
  const patterns = names.map((name) => `--test-name-pattern=${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`);
  const reporters = [
    ['dot', 'stdout'],
    ['tap', TAP],
  ].flatMap(([reporter, file]) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${file}`]);
  await step('the client on Node', () =>
    run('node', ['--import', './scripts/build/use-development.mjs', '--test', ...reporters, ...patterns, ...CLIENT_TESTS]),
  );
  if (names.length > 0 && nativeTests(names) + (await passedIn(TAP)) === 0) throw new Error(`expected parts of the names of tests, found ${names.join(', ')}`);
});

/** How many tests in Rust have such names. @param {string[]} names */
function nativeTests(names) {
  return (output('cargo', ['test', '--quiet', '--lib', '--test', 'native', '--', '--list', ...names]) ?? '')
    .split('\n')
    .filter((line) => line.endsWith(': test')).length;
}

/** @param {string} file in the format TAP */
async function passedIn(file) {
  return Number(/^# pass (\d+)$/m.exec(await readFile(file, 'utf8'))?.[1]);
}

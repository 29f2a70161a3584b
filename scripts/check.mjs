// @ts-check
// The quick check for every change: npm run check. Needs no browser and no whole build but the first. Arguments run only the tests whose name contains one of them.
import { build } from './build.mjs';
import { buildForDevelopment } from './build/development.mjs';
import { checks } from './checks.mjs';
import { WORKSPACES } from './npm-packages.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';
import { lints } from './rust.mjs';
import { main, step } from './say.mjs';
import { buildTools } from './toolchain.mjs';

// The client's tests on Node that need a few seconds.
const CLIENT_TESTS = ['behaviour/node', 'faults/node', 'many-members/results', 'vectors/java'].map((name) => `tests/client/${name}.test.js`);

await main(async () => {
  const names = process.argv.slice(2);
  await step('looking for the tools', async () => {
    await lints();
    await buildTools(WORKSPACES);
  });
  if (names.length === 0) {
    // The types of what imports the package come from its declarations.
    if (!existsSync(join(root, 'dist'))) await build();
    for (const { group, title, run } of checks) if (group === 'lint' || group === 'types') await step(title, () => run({}));
  }
  await step('native tests', () => run('cargo', ['test', '--quiet', '--lib', '--test', 'native', '--', ...names]));
  await step('building the module for development', buildForDevelopment);
  const patterns = names.map((name) => `--test-name-pattern=${name}`);
  await step('the client on Node', () =>
    run('node', ['--import', './scripts/build/use-development.mjs', '--test', '--test-reporter=dot', ...patterns, ...CLIENT_TESTS]),
  );
});

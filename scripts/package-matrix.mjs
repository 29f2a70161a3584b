// @ts-check
// Builds the package and runs the compatibility matrix on it. Passes its arguments on to tests/package/matrix/main.mjs.
import { build } from './build.mjs';
import { run } from './run.mjs';
import { main } from './say.mjs';

await main(async () => {
  await build(['tests/package']);
  await run('node', ['tests/package/matrix/main.mjs', ...process.argv.slice(2)]);
});

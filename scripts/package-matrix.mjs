// @ts-check
// The whole matrix, on what the source is now. What follows the command goes on to tests/matrix/main.mjs, which tries what it finds in dist/.
import { build } from './build.mjs';
import { run } from './run.mjs';
import { main } from './say.mjs';

await main(async () => {
  await build();
  await run('node', ['tests/matrix/main.mjs', ...process.argv.slice(2)]);
});

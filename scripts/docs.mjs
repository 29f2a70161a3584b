// @ts-check
// The reference in HTML, in docs/reference/, from the declarations that ship. A warning ends it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { rollUpTypes } from './build/types.mjs';
import { root, run } from './run.mjs';
import { main, step } from './say.mjs';
import { npmPackages } from './toolchain.mjs';

const dist = join(root, 'dist');

await main(async () => {
  await npmPackages();
  // The declarations anew, as the source is now; the rest of dist/ stays what was tested.
  if (existsSync(dist)) await step('rolling up the types', () => rollUpTypes(dist));
  else await build();
  await step('writing docs/reference/', () => run('typedoc', ['--options', 'docs/typedoc.json']));
});

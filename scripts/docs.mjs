// @ts-check
// Writes the API reference as HTML to docs/reference/, from the published declarations. Fails on a warning.
import { join } from 'node:path';
import { build } from './build.mjs';
import { wasBuilt } from './build/sources.mjs';
import { rollUpTypes } from './build/types.mjs';
import { root, run } from './run.mjs';
import { main, step } from './say.mjs';
import { npmPackages } from './toolchain.mjs';

const dist = join(root, 'dist');

await main(async () => {
  await npmPackages();
  // Rebuilds only the declarations, so that the rest of dist/ stays the build that was tested.
  if (wasBuilt()) await step('rolling up the types', () => rollUpTypes(dist));
  else await build();
  await step('writing docs/reference/', () => run('typedoc', ['--options', 'docs/typedoc.json']));
});

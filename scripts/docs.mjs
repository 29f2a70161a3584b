// @ts-check
// The reference in HTML, in docs/reference/, from the declarations that ship. A warning ends it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, run } from './run.mjs';
import { main, step } from './say.mjs';
import { npmPackages } from './toolchain.mjs';

await main(async () => {
  await npmPackages();
  if (!existsSync(join(root, 'dist', 'index.d.ts'))) await build();
  await step('writing docs/reference/', () => run('typedoc', []));
});

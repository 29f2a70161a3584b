// @ts-check
// Builds the package, unless dist/ is the build of the sources as they are now.
import { build } from './build.mjs';
import { isBuilt } from './build/sources.mjs';
import { main } from './say.mjs';

await main(async () => {
  if (!isBuilt()) await build();
});

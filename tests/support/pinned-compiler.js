// @ts-check
// Tells whether the pinned compiler built the package. Its build has the same bytes everywhere, so tests can state exact sizes. Those of
// another compiler's build have the tolerance of the size budget.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output, root } from '../../scripts/run.mjs';
import { readPinned } from '../../scripts/rust.mjs';

export const isPinned = output('rustc', ['--version'])?.split(' ')[1] === readPinned(await readFile(join(root, 'rust-toolchain.toml'), 'utf8')).channel;

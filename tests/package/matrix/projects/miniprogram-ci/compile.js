// Packs and compiles a mini-program with WeChat's tools: `node compile.js <project> <output>`. The result does not depend on WeChat's
// servers.
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ci from 'miniprogram-ci';

const { DefaultProjectAttr } = createRequire(import.meta.url)('miniprogram-ci/dist/config/config.js');
const [, , projectPath, output] = process.argv;

// An upload needs a key from WeChat, but compiling accepts any key in the right format.
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const project = new ci.Project({ appid: 'wx0123456789abcdef', type: 'miniProgram', projectPath, privateKey, ignores: ['node_modules/**/*'] });
project.attr = async () => ({ ...DefaultProjectAttr });

await ci.packNpm(project, { reporter() {} });
const compiled = await ci.getCompiledResult({ project, version: '1.0.0', setting: { useProjectConfig: true }, onProgressUpdate() {} });
for (const [path, content] of Object.entries(compiled)) {
  mkdirSync(dirname(join(output, path)), { recursive: true });
  writeFileSync(join(output, path), content);
}
// Exits although child processes of miniprogram-ci are still running.
process.exit();

// Runs the bundle of `wrangler deploy` in workerd directly, because the proxy of `wrangler dev` changes headers and answers some
// requests itself.
import { execFileSync } from 'node:child_process';
import { Miniflare } from 'miniflare';

execFileSync('npx', ['wrangler', 'deploy', '--dry-run', '--outdir', 'out'], { stdio: 'ignore' });
const { CRM_URL, CRM_KEY, NEXT_CRM_KEY, SESSION_SECRET, METRICS_TOKEN, HASH_KEY } = process.env;
const miniflare = new Miniflare({
  scriptPath: 'out/main.js',
  modules: true,
  modulesRules: [{ type: 'CompiledWasm', include: ['**/*.wasm'] }],
  compatibilityDate: '2025-09-01',
  bindings: { CRM_URL, CRM_KEY, NEXT_CRM_KEY, SESSION_SECRET, METRICS_TOKEN, HASH_KEY },
  unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
  cf: false,
  handleRuntimeStdio(out, error) {
    out.pipe(process.stdout);
    error.pipe(process.stderr);
  },
});
console.log((await miniflare.unsafeGetDirectURL()).origin);

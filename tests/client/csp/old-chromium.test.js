// @ts-check
// Chromium versions without 'wasm-unsafe-eval' have an error message that does not mention the policy. V8 still uses that message in a realm
// that forbids WebAssembly.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { limitSynchronous } from '../../support/realm-of-2017.js';

const source = readFileSync(new URL('../../../dist/houcaller-coupons.iife.js', import.meta.url), 'utf8');

test('the error message of an older Chromium is recognised', async () => {
  const realm = createContext({ atob, TextDecoder, TextEncoder }, { codeGeneration: { strings: false, wasm: false } });
  limitSynchronous(realm);
  runInContext(source, realm);
  const thrown = await runInContext('HouCallerCoupons.init().catch((error) => error)', realm);
  assert.equal(String(thrown.cause), 'CompileError: WebAssembly.instantiate(): Wasm code generation disallowed by embedder');
  assert.equal(thrown.kind, 'config');
  assert.match(
    thrown.message,
    /Content-Security-Policy .* 'wasm-unsafe-eval' in script-src \(older browsers: 'unsafe-eval'\), or the page use 'houcaller-coupons\/no-wasm'$/,
  );
});

// @ts-check
// The environment of the commands of the build.
import assert from 'node:assert/strict';
import { delimiter } from 'node:path';
import { test } from 'node:test';
import { environmentFor } from '../../../scripts/environment.mjs';

const place = { root: '/优惠券 of [mine]', folders: ['/tools', '/node_modules/.bin'] };

test('settings for other projects are removed', () => {
  const { NODE_ENV, npm_config_omit, CARGO_BUILD_TARGET, npm_config_include, LANG } = environmentFor(
    { NODE_ENV: 'production', npm_config_omit: 'dev', CARGO_BUILD_TARGET: 'aarch64-apple-darwin', LANG: 'zh_CN.UTF-8' },
    place,
  );
  assert.deepEqual([NODE_ENV, npm_config_omit, CARGO_BUILD_TARGET], [undefined, undefined, undefined]);
  assert.deepEqual([npm_config_include, LANG], ['dev', 'zh_CN.UTF-8']);
});

test('CARGO_TARGET_DIR becomes absolute, so that it is the same folder wherever cargo runs', () => {
  assert.equal(environmentFor({ CARGO_TARGET_DIR: 'made here' }, place).CARGO_TARGET_DIR, '/优惠券 of [mine]/made here');
  assert.equal(environmentFor({ CARGO_TARGET_DIR: '/made' }, place).CARGO_TARGET_DIR, '/made');
  assert.ok(!('CARGO_TARGET_DIR' in environmentFor({ CARGO_TARGET_DIR: '' }, place)));
});

test('the tools of the build come before those of the machine', () => {
  assert.equal(environmentFor({ PATH: '/bin' }, place).PATH, ['/tools', '/node_modules/.bin', '/bin'].join(delimiter));
});

// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { settingsTable } from './settings-table.js';

test('the README has the table of settings whose rows are tested', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  assert.ok(readme.includes(settingsTable()), 'print it anew: node tests/vectors/settings-table.js');
});

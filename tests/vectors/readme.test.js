// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { settingsTable } from './settings-table.js';

test('the README contains the table of the tested settings', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  assert.ok(readme.includes(settingsTable()), 'replace it by the output of: node tests/vectors/settings-table.js');
});

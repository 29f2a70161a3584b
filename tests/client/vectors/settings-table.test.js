// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { settingsTable } from '../../support/vectors/settings-table.js';

test('docs/cipher.md has the table of settings whose rows are tested', () => {
  const guide = readFileSync(new URL('../../../docs/cipher.md', import.meta.url), 'utf8');
  assert.ok(guide.includes(settingsTable()), 'print it anew: node tests/support/vectors/settings-table.js');
});

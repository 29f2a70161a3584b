// @ts-check
// The recipes for frameworks in docs/gateway.md are identical to the projects that the matrix builds.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { guide, recipes as shownRecipes } from '../support/guide.js';
import { recipes as builtRecipes } from './matrix/recipes.mjs';

/** @param {string} path of a file in a project */
const read = (path) => readFile(new URL(`./matrix/projects/${path}`, import.meta.url), 'utf8').catch(() => undefined);

test('the gateway of the projects is identical to the guide’s', async () => {
  assert.equal(await read('gateway-recipe/gateway.js'), (await guide()).gateway);
});

test('each project of the matrix contains one recipe, and the matrix builds every recipe', async () => {
  const shown = await shownRecipes();
  assert.equal(shown.length, 7);
  /** @type {Set<string>} */
  const built = new Set();
  for (const { project, layers = [] } of builtRecipes) {
    const places = shown.flatMap((recipe) => layers.map((layer) => ({ ...recipe, text: read(`${layer}/${recipe.file}`) })));
    const found = await Promise.all(places.map(async ({ source, text }) => (source === (await text) ? [source] : [])));
    assert.equal(found.flat().length, 1, project);
    for (const source of found.flat()) built.add(source);
  }
  assert.deepEqual([...built].sort(), shown.map(({ source }) => source).sort());
});

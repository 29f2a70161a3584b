// @ts-check
// The checks against one runtime, and the search for secrets in everything that they saw.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findSecrets } from '../support/search.js';
import { prepare, secretsOf } from './given.js';
import { logLines } from './log-lines.js';
import { startServer } from './servers.js';

/**
 * @param {string} title
 * @param {Parameters<typeof startServer>[0]} runtime
 * @param {Record<string, import('./given.js').Checks>} checks by topic
 * @param {{ isWhole: boolean }} [options] `isWhole`: all topics run, so that there is enough to search for secrets
 */
export function suite(title, runtime, checks, { isWhole } = { isWhole: true }) {
  describe(title, () => {
    /** @type {import('./given.js').Given} */
    let given;
    /** @type {Awaited<ReturnType<typeof startServer>>} */
    let server;
    /** @type {string[]} */
    const warnings = [];
    const note = (/** @type {Error} */ { name, message }) => void warnings.push(`${name}: ${message}`);

    before(async () => {
      process.on('warning', note);
      const prepared = await prepare();
      server = await startServer(runtime, prepared.environment);
      given = { ...prepared, url: server.url, printed: server.printed };
    });

    after(async () => {
      process.off('warning', note);
      await server?.close();
      await given?.crm.close();
    });

    for (const [topic, cases] of Object.entries(checks)) {
      for (const [name, check] of Object.entries(cases)) {
        test(`${title}, ${topic}: ${name}`, { timeout: 120_000 }, async () => {
          given.crm.reset();
          await check(given).finally(() => given.crm.reset());
        });
      }
    }

    test(`${title}: neither the server nor whoever asks it leaves listeners behind`, () => {
      const printed = given.printed().split('\n');
      assert.deepEqual(
        [...warnings, ...printed].filter((line) => line.includes('MaxListenersExceededWarning')),
        [],
      );
    });

    if (!isWhole) return;
    test(`${title}: nothing of all that holds a secret`, (t) => {
      const { answers, crm, sessions } = given;
      const printed = given.printed();
      const lines = logLines(printed).length;
      t.diagnostic(
        `${answers.counts.all} answers, ${answers.counts.entitled} of them 200; ${lines} log lines of ${printed.length} characters; ` +
          `${crm.asked} requests to the CRM, ${crm.params.size} different params, ${sessions.size} sessions`,
      );
      assert.ok(answers.counts.all > 1_500 && answers.counts.entitled > 300 && lines > 0.9 * answers.counts.all && crm.params.size > 10 && sessions.size > 5);
      assert.deepEqual(findSecrets([printed, ...answers.texts], secretsOf(given)), {});
      const { id, ...others } = secretsOf(given);
      assert.equal(answers.bodies.length, answers.counts.entitled);
      assert.deepEqual(findSecrets(answers.bodies, others), {});
      assert.notDeepEqual(findSecrets(answers.bodies, { id }), {});
      // It would have found them.
      const secrets = Object.values(secretsOf(given)).map(([secret]) => secret);
      assert.equal(Object.keys(findSecrets([`${printed} ${secrets.join(' ')}`], secretsOf(given))).length, secrets.length);
    });
  });
}

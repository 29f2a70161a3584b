// @ts-check
// Runs the checks against one runtime, and searches all answers and output for secrets.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findSecrets } from '../support/search.js';
import { prepare, secretsOf } from './fixture.js';
import { logLines } from './log-lines.js';
import { startServer } from './servers.js';

/**
 * @param {string} title
 * @param {Parameters<typeof startServer>[0]} runtime
 * @param {Record<string, import('./fixture.js').Checks>} checks by topic
 * @param {{ isComplete: boolean }} [options] `isComplete`: all topics run, so that the search for secrets covers enough
 */
export function suite(title, runtime, checks, { isComplete } = { isComplete: true }) {
  describe(title, () => {
    /** @type {import('./fixture.js').Fixture} */
    let fixture;
    /** @type {Awaited<ReturnType<typeof startServer>>} */
    let server;
    /** @type {string[]} */
    const warnings = [];
    const note = (/** @type {Error} */ { name, message }) => void warnings.push(`${name}: ${message}`);

    before(async () => {
      process.on('warning', note);
      const prepared = await prepare();
      server = await startServer(runtime, prepared.environment);
      fixture = { ...prepared, url: server.url, printed: server.printed };
    });

    after(async () => {
      process.off('warning', note);
      await server?.close();
      await fixture?.crm.close();
    });

    for (const [topic, cases] of Object.entries(checks)) {
      for (const [name, check] of Object.entries(cases)) {
        test(`${title}, ${topic}: ${name}`, { timeout: 120_000 }, async () => {
          fixture.crm.reset();
          await check(fixture).finally(() => fixture.crm.reset());
        });
      }
    }

    test(`${title}: neither the server nor the test leaks event listeners`, () => {
      const printed = fixture.printed().split('\n');
      assert.deepEqual(
        [...warnings, ...printed].filter((line) => line.includes('MaxListenersExceededWarning')),
        [],
      );
    });

    if (!isComplete) return;
    test(`${title}: no answer and no output contains a secret`, (t) => {
      const { answers, crm, sessions } = fixture;
      const printed = fixture.printed();
      const lines = logLines(printed).length;
      t.diagnostic(
        `${answers.counts.all} answers, ${answers.counts.ok} of them 200; ${lines} log lines of ${printed.length} characters; ` +
          `${crm.requests} requests to the CRM, ${crm.params.size} different params, ${sessions.size} sessions`,
      );
      assert.ok(answers.counts.all > 1_500 && answers.counts.ok > 300 && lines > 0.9 * answers.counts.all && crm.params.size > 10 && sessions.size > 5);
      assert.deepEqual(findSecrets([printed, ...answers.texts], secretsOf(fixture)), {});
      const { id, ...others } = secretsOf(fixture);
      assert.equal(answers.bodies.length, answers.counts.ok);
      assert.deepEqual(findSecrets(answers.bodies, others), {});
      assert.notDeepEqual(findSecrets(answers.bodies, { id }), {});
      // Checks that the search finds every kind of secret.
      const secrets = Object.values(secretsOf(fixture)).map(([secret]) => secret);
      assert.equal(Object.keys(findSecrets([`${printed} ${secrets.join(' ')}`], secretsOf(fixture))).length, secrets.length);
    });
  });
}

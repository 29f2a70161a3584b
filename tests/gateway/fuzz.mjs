// @ts-check
// The gateway's own description: checked, then fuzzed with Schemathesis as an admin who may ask for anybody. Arguments: examples for each operation (default 300).
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { pythonPrograms } from '../../scripts/python.mjs';
import { run } from '../../scripts/run.mjs';
import { main, step } from '../../scripts/say.mjs';
import { findSecrets } from '../support/search.js';
import { answerTo, prepare, secretsOf } from './given.js';
import { startServer } from './servers.js';

const SCHEMATHESIS = '4.32.5';
const PROMETHEUS_CLIENT = '0.26.0';
const ERRORS_TOLD = 2_000;

const STRICTLY = `
import sys
from prometheus_client.parser import text_string_to_metric_families
print(sum(len(family.samples) for family in text_string_to_metric_families(sys.argv[1])), 'samples')
`;

await main(async () => {
  const examples = Number(process.argv[2] ?? 300);
  const programs = await step('looking for Schemathesis', () =>
    pythonPrograms(`schemathesis-${SCHEMATHESIS}`, [`schemathesis==${SCHEMATHESIS}`, `prometheus_client==${PROMETHEUS_CLIENT}`]),
  );
  const prepared = await prepare();
  const server = await startServer('node', prepared.environment).catch(async (error) => {
    await prepared.crm.close();
    throw error;
  });
  const given = { ...prepared, url: server.url, printed: server.printed };
  try {
    const path = '/coupons/openapi.json';
    await step('the description is one of OpenAPI 3.1', async () => {
      const { text } = await answerTo(given, { method: 'GET', path });
      const validator = new Validator();
      const { valid, errors } = await validator.validate(JSON.parse(text));
      if (!valid) throw new Error(JSON.stringify(errors).slice(0, ERRORS_TOLD));
      if (validator.version !== '3.1') throw new Error(`version ${validator.version}`);
    });
    await step(`Schemathesis, ${examples} examples for each operation`, () =>
      run(join(programs, 'schemathesis'), [
        ...['run', `${server.url}${path}`, '--url', server.url, '--header', `Authorization: Bearer ${given.admin}`],
        ...['--checks', 'all', '--max-examples', String(examples), '--workers', '2', '--no-color'],
      ]),
    );
    await step('the metrics, read by Prometheus’ own client', async () => {
      const { text } = await answerTo(given, { method: 'GET', path: '/coupons/metrics', session: given.environment.METRICS_TOKEN });
      await run(join(programs, 'python'), ['-c', STRICTLY, text]);
    });
    await step('the log, searched for secrets', () => {
      const found = findSecrets([given.printed()], secretsOf(given));
      if (Object.keys(found).length) throw new Error(JSON.stringify(found));
    });
  } finally {
    await server.close();
    await given.crm.close();
  }
});

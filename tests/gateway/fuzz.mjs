// @ts-check
// Validates the gateway's OpenAPI description, and tests the gateway against it with Schemathesis, with the session of an admin.
// Argument: the number of examples for each operation (default 300).
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { pythonPrograms } from '../../scripts/python.mjs';
import { run } from '../../scripts/run.mjs';
import { main, step } from '../../scripts/say.mjs';
import { findSecrets } from '../support/search.js';
import { send, prepare, secretsOf } from './fixture.js';
import { startServer } from './servers.js';

const SCHEMATHESIS = '4.32.5';
const PROMETHEUS_CLIENT = '0.26.0';
const MAX_ERROR_CHARACTERS = 2_000;

const READ_METRICS = `
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
  const fixture = { ...prepared, url: server.url, printed: server.printed };
  try {
    const path = '/coupons/openapi.json';
    await step('the description is valid OpenAPI 3.1', async () => {
      const { text } = await send(fixture, { method: 'GET', path });
      const validator = new Validator();
      const { valid, errors } = await validator.validate(JSON.parse(text));
      if (!valid) throw new Error(JSON.stringify(errors).slice(0, MAX_ERROR_CHARACTERS));
      if (validator.version !== '3.1') throw new Error(`version ${validator.version}`);
    });
    await step(`Schemathesis, ${examples} examples for each operation`, () =>
      run(join(programs, 'schemathesis'), [
        ...['run', `${server.url}${path}`, '--url', server.url, '--header', `Authorization: Bearer ${fixture.admin}`],
        ...['--checks', 'all', '--max-examples', String(examples), '--workers', '2', '--no-color'],
      ]),
    );
    await step('Prometheus’ Python client reads the metrics', async () => {
      const { text } = await send(fixture, { method: 'GET', path: '/coupons/metrics', session: fixture.environment.METRICS_TOKEN });
      await run(join(programs, 'python'), ['-c', READ_METRICS, text]);
    });
    await step('the log contains no secret', () => {
      const found = findSecrets([fixture.printed()], secretsOf(fixture));
      if (Object.keys(found).length) throw new Error(JSON.stringify(found));
    });
  } finally {
    await server.close();
    await fixture.crm.close();
  }
});

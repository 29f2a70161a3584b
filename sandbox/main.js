#!/usr/bin/env node
// @ts-check
// Starts the sandbox from the command line.
import { parseArgs } from 'node:util';
import { ENDPOINT, SANDBOX_CHANNEL, SANDBOX_KEY } from './app.js';
import { knownFaults } from './faults/read.js';
import { members, NOBODY } from './members.js';
import { formatEntry } from './log-entry.js';
import { startSandbox } from './server.js';

const HELP = `A local HouCaller CRM with invented members.

  node sandbox/main.js [--port 8787] [--key <8 bytes or more>] [--channel <name>] [--latency <ms>]
`;

const values = given();

if (values.help) {
  console.log(HELP);
} else {
  await run().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

function given() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8787' },
        key: { type: 'string', default: SANDBOX_KEY },
        channel: { type: 'string', default: SANDBOX_CHANNEL },
        latency: { type: 'string', default: '0' },
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    const { code, message } = Object(error);
    // An argument that belongs to no option may be a key, so it is not shown.
    const isStray = code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL';
    const [problem] = isStray ? ['Found an argument that belongs to no option'] : message.split(/\.?\n/);
    console.error(`${problem}. --help explains the options.`);
    process.exit(2);
  }
}

async function run() {
  const { key, channel } = values;
  const sandbox = await startSandbox({
    port: wholeNumber('port', values.port),
    key,
    channel,
    latencyMs: wholeNumber('latency', values.latency),
    onLog: (entry) => console.log(formatEntry(entry)),
  });

  console.log(greeting(sandbox.url, key === SANDBOX_KEY ? key : '(the one you gave)', channel));

  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => void sandbox.close());
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
function wholeNumber(name, text) {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  console.error(`--${name} takes a whole number.`);
  process.exit(2);
}

/**
 * @param {string} url
 * @param {string} key
 * @param {string} channel
 */
function greeting(url, key, channel) {
  const rows = members.map(({ memberId, title }) => `  ${memberId}  ${title.zh}: ${title.en}`);
  return `HouCaller sandbox: ${url}
  POST ${ENDPOINT}
  key ${key}, channel ${channel}

Members (with their platform ids: ${url}/sandbox/members)
${rows.join('\n')}
  ${NOBODY}  会员不存在: no such member

Faults on request, with the header  x-sandbox-fault: delay=800, drop=cpnCode
or on the URL  ?fault=delay=800,drop=cpnCode
${knownFaults()}

Requests (ids redacted; also ${url}/sandbox/log)`;
}

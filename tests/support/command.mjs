// @ts-check
// Runs programs, each in its own process group, so that the processes that it starts can be killed with it.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Where
 * @property {string} folder to run in
 * @property {Record<string, string>} [variables] of the environment
 * @property {number} [timeoutMs] how long it may run
 */

const TIMEOUT_MS = 180_000;
const SHOWN_OF_OUTPUT = 3000;
const ADDRESS = /https?:\/\/(?:localhost|127\.0\.0\.1):\d+/;

/** Variables that turn off prompts, telemetry, colours and checks for updates. */
const QUIET = {
  CI: '1',
  NO_COLOR: '1',
  FORCE_COLOR: '0',
  NEXT_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
  DENO_NO_UPDATE_CHECK: '1',
  DENO_NO_PROMPT: '1',
};

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

process.once('exit', () => running.forEach(end));

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Where} where
 * @returns {Promise<string>} its stdout; rejects with the end of its output if its exit code is not 0
 */
export async function runs(program, args, where) {
  const { child, printed, ended } = started(program, args, where);
  const late = new AbortController();
  const code = await Promise.race([ended, pause(where.timeoutMs ?? TIMEOUT_MS, 'no end', { signal: late.signal })]);
  late.abort();
  end(child);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}\n${printed.all.slice(-SHOWN_OF_OUTPUT)}`);
  return printed.out;
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Where} where
 * @returns {Promise<{ url: string, printed: () => string, close: () => Promise<void> }>} once it has printed its address
 */
export async function serves(program, args, where) {
  const { child, printed, ended } = started(program, args, where);
  let gone = false;
  void ended.then(() => (gone = true));
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const url = ADDRESS.exec(printed.all)?.[0];
    if (url) return { url, printed: () => printed.all, close: () => (end(child), ended.then(() => undefined)) };
    if (gone || Date.now() > deadline) {
      end(child);
      throw new Error(`${program} ${args.join(' ')} printed no address\n${printed.all.slice(-SHOWN_OF_OUTPUT)}`);
    }
    await pause(50);
  }
}

/**
 * Starts a server that does not print a usable address.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {Where} where
 * @param {string} url its address, which is requested until there is an answer
 * @returns {Promise<{ printed: () => string, close: () => Promise<void> }>} once it answers
 */
export async function answers(program, args, where, url) {
  const { child, printed, ended } = started(program, args, where);
  let gone = false;
  void ended.then(() => (gone = true));
  for (const deadline = Date.now() + TIMEOUT_MS; ; await pause(100)) {
    const answered = await fetch(url).then(
      (response) => response.text(),
      () => undefined,
    );
    if (answered !== undefined) return { printed: () => printed.all, close: () => (end(child), ended.then(() => undefined)) };
    if (gone || Date.now() > deadline) {
      end(child);
      throw new Error(`${program} ${args.join(' ')} did not answer at ${url}\n${printed.all.slice(-SHOWN_OF_OUTPUT)}`);
    }
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Where} where
 */
function started(program, args, { folder, variables = {} }) {
  const env = { ...process.env, ...QUIET, ...variables };
  const child = spawn(program, args, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { out: '', all: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed.out += text;
    printed.all += stripVTControlCharacters(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => void (printed.all += stripVTControlCharacters(text)));
  running.add(child);
  /** @type {Promise<number | string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no code'));
  });
  void ended.then(() => running.delete(child));
  return { child, printed, ended };
}

/** @param {import('node:child_process').ChildProcess} child */
function end(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group is gone already.
  }
}

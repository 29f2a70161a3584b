// @ts-check
// Reads the settings from the environment. An invalid one fails the start with a message that names the variable and the
// expected value, but not the value found.
import { readFileSync } from 'node:fs';
import { LOOPBACK_HOSTS } from './loopback-hosts.js';

/** A variable is missing or wrong. */
export class SettingsError extends Error {}

const LONGEST_SESSION = 86_400;
const MAX_PROXIES = 9;
const WEBSITE = new Set(['http:', 'https:']);
/** The placeholders for secrets in examples and templates. */
const PLACEHOLDER = /change.?me|replace.?me|placeholder|random.?characters|characters.of.yours|your.?secret|example|^(.)\1*$/i;
/** @typedef {ReturnType<typeof readSettings>} Settings */

/**
 * @param {Record<string, string | undefined>} environment
 * @throws {SettingsError}
 */
export function readSettings(environment) {
  const { text, secret, wholeNumber, yesOrNo, json } = reader(environment);
  const key = required('CRM_KEY or CRM_KEY_FILE', 'the key that the CRM gave out', secret('CRM_KEY'));
  const nextKey = secret('NEXT_CRM_KEY');
  const cipher = json('CRM_CIPHER') ?? {};
  const nextCipher = json('NEXT_CRM_CIPHER');
  const crmUrl = url('CRM_URL', required('CRM_URL', "the CRM's address", text('CRM_URL')), ['http:', 'https:']);
  const demo = readDemo(yesOrNo('DEMO'), crmUrl);
  const logIn = text('LOG_IN');
  if (demo === (logIn !== undefined)) {
    throw wrong('LOG_IN', 'a module of your own that logs people in, or DEMO=1 for accounts that everybody may use', demo ? 'both' : 'neither');
  }
  const redisUrl = text('REDIS_URL');
  const hashKey = atLeast(16, 'HASH_KEY', secret('HASH_KEY'));
  if (redisUrl !== undefined && hashKey === undefined) throw wrong('HASH_KEY', 'a key with REDIS_URL, the same for every instance', 'none');
  return {
    crm: {
      baseUrl: crmUrl.href.replace(/\/$/, ''),
      channel: required('CRM_CHANNEL', 'the name of the channel', text('CRM_CHANNEL')),
      cipher: { ...cipher, key },
      ...((nextKey !== undefined || nextCipher !== undefined) && { nextCipher: { ...(nextCipher ?? cipher), key: nextKey ?? key } }),
    },
    demo,
    logIn,
    sessionSecret: required('SESSION_SECRET or SESSION_SECRET_FILE', 'at least 32 random characters', atLeast(32, 'SESSION_SECRET', secret('SESSION_SECRET'))),
    sessionSeconds: wholeNumber('SESSION_SECONDS', 1, LONGEST_SESSION) ?? 28_800,
    oneSession: yesOrNo('ONE_SESSION'),
    origins: (text('ORIGINS')?.split(',') ?? []).map((entry) => origin(entry.trim())),
    redisUrl: redisUrl === undefined ? undefined : url('REDIS_URL', redisUrl, ['redis:', 'rediss:']).href,
    hashKey,
    metricsToken: atLeast(16, 'METRICS_TOKEN', secret('METRICS_TOKEN')),
    proxies: wholeNumber('PROXIES', 0, MAX_PROXIES) ?? (demo ? 0 : 1),
    host: readHost(text('HOST'), demo),
    port: wholeNumber('PORT', 0, 65_535) ?? 8080,
  };
}

/** @param {Record<string, string | undefined>} environment */
function reader(environment) {
  /** @param {string} name */
  const text = (name) => environment[name]?.trim() || undefined;

  return {
    text,

    /**
     * Reads a secret from the variable, or from the file that `<name>_FILE` names, because Docker and Kubernetes provide secrets
     * as files.
     *
     * @param {string} name
     */
    secret(name) {
      const file = text(`${name}_FILE`);
      const given = environment[name] || undefined;
      if (file === undefined) return noPlaceholder(name, given);
      if (given !== undefined) throw wrong(name, `either ${name} or ${name}_FILE`, 'both');
      const content = contentOf(`${name}_FILE`, file);
      if (content === '') throw wrong(`${name}_FILE`, 'a file with the secret in it', 'an empty one');
      return noPlaceholder(`${name}_FILE`, content);
    },

    /**
     * @param {string} name
     * @param {number} least
     * @param {number} most
     */
    wholeNumber(name, least, most) {
      const digits = text(name);
      if (digits === undefined) return undefined;
      if (/^\d{1,9}$/.test(digits) && Number(digits) >= least && Number(digits) <= most) return Number(digits);
      throw wrong(name, `a whole number from ${least} to ${most}`, 'something else');
    },

    /** @param {string} name */
    yesOrNo(name) {
      const written = text(name);
      if (written !== undefined && written !== '0' && written !== '1') throw wrong(name, '0 or 1', 'something else');
      return written === '1';
    },

    /**
     * @param {string} name
     * @returns {object | undefined}
     */
    json(name) {
      const written = text(name);
      if (written === undefined) return undefined;
      try {
        const value = JSON.parse(written);
        if (typeof value === 'object' && value !== null && !Array.isArray(value) && !('key' in value)) return value;
      } catch {
        // Invalid JSON throws below.
      }
      throw wrong(name, `a JSON object without a key, such as {"mode":"CBC","iv":"key"}`, 'something else');
    },
  };
}

/**
 * @param {string} name
 * @param {string} file
 */
function contentOf(name, file) {
  /** @type {string} */
  let content;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw wrong(name, 'a file that can be read', String(Object(error).code ?? 'none'));
  }
  if (/[\0\uFFFD]/.test(content)) throw wrong(name, 'a file in UTF-8', 'another encoding');
  // Removes the byte order mark and the final line breaks that editors and shells add.
  return content.replace(/^\uFEFF/, '').replace(/[\r\n]+$/, '');
}

/**
 * @param {string} name
 * @param {string} text
 * @param {string[]} protocols
 */
function url(name, text, protocols) {
  const found = URL.canParse(text) ? new URL(text) : undefined;
  if (found && protocols.includes(found.protocol)) return found;
  throw wrong(name, `an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`, 'something else');
}

/**
 * Checks the origin of a website. Apps and browser extensions have schemes of their own, and createGateway checks their origins.
 *
 * @param {string} text
 */
function origin(text) {
  const found = URL.canParse(text) ? new URL(text) : undefined;
  if (found && (found.origin === text || !WEBSITE.has(found.protocol))) return text;
  throw wrong('ORIGINS', 'origins with commas between them, such as https://desk.example', 'something else');
}

/**
 * Allows the demo, in which everybody may log in as anybody, only with a CRM on this machine, which is not a real one.
 *
 * @param {boolean} demo
 * @param {URL} crm
 */
function readDemo(demo, { hostname }) {
  if (demo && !LOOPBACK_HOSTS.includes(hostname)) throw wrong('DEMO', 'a CRM_URL on localhost with DEMO=1', 'another address');
  return demo;
}

/**
 * Lets the demo listen only on the loopback interface.
 *
 * @param {string | undefined} text
 * @param {boolean} demo
 */
function readHost(text, demo) {
  if (demo && text !== undefined && !LOOPBACK_HOSTS.includes(text)) throw wrong('HOST', 'a loopback address with DEMO=1', 'another address');
  return text ?? (demo ? '127.0.0.1' : '0.0.0.0');
}

/**
 * @param {string} name
 * @param {string | undefined} text
 */
function noPlaceholder(name, text) {
  if (text !== undefined && PLACEHOLDER.test(text)) throw wrong(name, 'a secret of your own, such as openssl rand -base64 32 prints', 'a placeholder');
  return text;
}

/**
 * @param {number} length
 * @param {string} name
 * @param {string | undefined} text
 */
function atLeast(length, name, text) {
  if (text !== undefined && text.length < length) throw wrong(name, `at least ${length} characters`, 'fewer');
  return text;
}

/**
 * @template T
 * @param {string} name
 * @param {string} expected
 * @param {T | undefined} value
 * @returns {T}
 */
function required(name, expected, value) {
  if (value === undefined) throw wrong(name, expected, 'none');
  return value;
}

/**
 * @param {string} name
 * @param {string} expected
 * @param {string} found
 */
function wrong(name, expected, found) {
  return new SettingsError(`${name}: expected ${expected}, found ${found}`);
}

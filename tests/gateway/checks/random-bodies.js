// @ts-check
// Random bodies with the status that each must get, by an implementation that is independent of the gateway's.
import { randomInt } from 'node:crypto';
import { Random } from '../../support/random.js';
import { MEMBER, OTHER } from '../fixture.js';

const BODIES = 1_000;
const MOST_BYTES = 4_096;
/** Invisible characters by their Unicode properties, without the ordinary space. */
const INVISIBLE = /(?! )[\p{Cc}\p{White_Space}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** Printed with a failure. The environment variable SEED repeats the same bodies. */
export const seed = Number(process.env.SEED ?? randomInt(2 ** 31));

const VALUES = [
  'null',
  'true',
  '0',
  '-1e999',
  '""',
  '" "',
  '[]',
  '{}',
  '"\\ud83d"',
  `"${OTHER}"`,
  `"${MEMBER}"`,
  '"豪客来"',
  '"\u0000"',
  '"\\u0000"',
  '"a\\nb"',
];
const NAMES = ['memberId', 'platformId', 'memberId ', 'MEMBERID', 'id', '__proto__', 'constructor', 'param', 'channel', 'toJSON', '', '\\u006demberId'];
const PIECES = ['{', '}', '[', ']', '"', ':', ',', '\\', '\\u', ' ', '\n', 'null', '\ufeff', '\u2028', '/*', 'e', '-', '%00', '\r\n\r\n'];

/** @type {((random: Random) => Buffer)[]} */
const KINDS = [
  // Random bytes.
  (random) => Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256))),
  // An object with valid and invalid fields.
  (random) => Buffer.from(objectOf(random)),
  (random) => Buffer.from(objectOf(random)),
  // An object with a few bytes changed, removed or inserted.
  (random) => mutated(random, Buffer.from(`{"memberId":"${OTHER}"}`)),
  (random) => mutated(random, Buffer.from(objectOf(random))),
  // Pieces of JSON in random order.
  (random) => Buffer.from(Array.from({ length: random.below(40) }, () => random.pick(PIECES)).join('')),
  // Ids of any length, also too long ones.
  (random) =>
    Buffer.from(JSON.stringify({ memberId: random.pick(['x', '豪', '\u0001', '\\', '{', '[']).repeat(random.below(random.pick([100, 5_000, 5_000]))) })),
];

/** Random bodies that the gateway must refuse. */
export function rejectedBodies() {
  const random = new Random(seed);
  /** @type {{ body: Buffer, expected: 400 | 403 | 413 }[]} */
  const rows = [];
  while (rows.length < BODIES) {
    const body = random.pick(KINDS)(random);
    const expected = expectedOf(body);
    if (expected !== 200) rows.push({ body, expected });
  }
  return rows;
}

/** @param {Buffer} body sent by a member to a gateway whose `authorize` compares ids @returns {200 | 400 | 403 | 413} */
function expectedOf(body) {
  if (body.length > MOST_BYTES) return 413;
  let query;
  if (/\[|\{[^]*\{/.test(body.toString().replace(/"(?:[^"\\]|\\[^])*"/g, ''))) return 400;
  try {
    query = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return 400;
  }
  if (query === null || typeof query !== 'object' || Array.isArray(query)) return 400;
  /** @type {Record<string, string>} */
  const ids = {};
  for (const [name, value] of Object.entries(query)) {
    if (name !== 'memberId' && name !== 'platformId') return 400;
    if (value === null) continue;
    if (typeof value !== 'string' || /\p{Surrogate}/u.test(value)) return 400;
    if ([...value].length > 128) return 400;
    const visible = value.replace(INVISIBLE, '').trim();
    if (visible === '') continue;
    if (visible !== value) return 400;
    ids[name] = value;
  }
  if (Object.keys(ids).length === 0) return 400;
  return ids.memberId === MEMBER && ids.platformId === undefined ? 200 : 403;
}

/** @param {Random} random */
function objectOf(random) {
  const name = () => (random.chance(0.7) ? random.pick(NAMES.slice(0, 2)) : random.pick(NAMES));
  return `{${Array.from({ length: 1 + random.below(3) }, () => `"${name()}":${random.pick(VALUES)}`).join(',')}}`;
}

/** @param {Random} random @param {Buffer} bytes */
function mutated(random, bytes) {
  const changed = [...bytes];
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const byte = random.chance(0.5) ? random.below(256) : random.pick([...Buffer.from('{}[]",:\\/ 0')]);
    changed.splice(random.below(changed.length + 1), random.below(2), ...(random.chance(0.5) ? [byte] : []));
  }
  return Buffer.from(changed);
}

// The program for an engine's shell. The shell has no network, so `fetch` returns the CRM's published answer.
const { check } = require('./check.cjs');
const { default: init, encryptParam, listCoupons } = require('./entry.cjs');
const answer = require('./answer.json');

// The shell of QuickJS has no setTimeout, and that of Hermes calls back at once, so no time-out may run here.
if (typeof setTimeout === 'undefined' || typeof HermesInternal === 'object') globalThis.setTimeout = globalThis.clearTimeout = () => 0;

const bytes = Uint8Array.from(unescape(encodeURIComponent(JSON.stringify(answer))), (unit) => unit.charCodeAt(0));

const fetch = async (url, { method, headers, body }) => {
  const { param, channel } = JSON.parse(body);
  const right = method === 'POST' && url === 'http://crm.invalid/htest/openapi/v1/listCpnItemByMember' && channel === 'hkl-test' && /^[0-9A-F]{64}$/.test(param);
  return { status: right ? 200 : 400, headers: { get: () => 'application/json' }, arrayBuffer: async () => bytes.buffer };
};

check({ init, encryptParam, listCoupons }, 'http://crm.invalid', { fetch }).then(
  (outcome) => print(JSON.stringify(outcome)),
  (error) => print(JSON.stringify({ error: String(error) })),
);

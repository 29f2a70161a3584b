// @ts-check
// By which address the Node gateway counts failed log-ins: that which the trusted proxies report, without its port, and the
// network of an IPv6 address in any notation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logInAttempts } from '../../../examples/node-gateway/src/attempts.js';
import { clientAddress } from '../../../examples/node-gateway/src/client-address.js';

const MAX_FAILURES = 20;
const PROXY = '10.0.0.1';

for (const [forwardedFor, proxies, expected] of /** @type {[string | undefined, number, string][]} */ ([
  [undefined, 0, PROXY],
  [undefined, 1, PROXY],
  ['203.0.113.7', 0, PROXY],
  ['203.0.113.7', 1, '203.0.113.7'],
  ['203.0.113.7:40001', 1, '203.0.113.7'],
  ['192.0.2.1, 203.0.113.7:40001', 1, '203.0.113.7'],
  ['203.0.113.7:40001, 10.0.0.2:80', 2, '203.0.113.7'],
  ['2001:db8::1', 1, '2001:db8::1'],
  ['2001:db8:1:2:3:4:5:443', 1, '2001:db8:1:2:3:4:5:443'],
  ['[2001:db8::1]', 1, '2001:db8::1'],
  ['[2001:db8::1]:443', 1, '2001:db8::1'],
  ['::ffff:203.0.113.7', 1, '203.0.113.7'],
  ['::ffff:203.0.113.7:40001', 1, '203.0.113.7'],
  ['"203.0.113.7:40001"', 1, '203.0.113.7'],
  ['"[2001:db8::1]:443"', 1, '2001:db8::1'],
  ['unknown', 1, 'unknown'],
])) {
  test(`X-Forwarded-For: ${forwardedFor}, with ${proxies} proxies, is the client ${expected}`, () => {
    assert.equal(clientAddress(forwardedFor, PROXY, proxies), expected);
  });
}

/** How many of the addresses may try to log in, one after the other. @param {string[]} addresses */
async function allowed(addresses) {
  const attempts = logInAttempts('a secret of the tests');
  const outcomes = await Promise.allSettled(addresses.map((address) => attempts.begin(clientAddress(address, PROXY, 1))));
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

/** @param {(at: number) => string} address */
const many = (address) => Array.from({ length: 3 * MAX_FAILURES }, (_, at) => address(at));

for (const [title, addresses] of /** @type {[string, string[]][]} */ ([
  ['an IPv4 address with another port each time', many((at) => `203.0.113.7:${40_000 + at}`)],
  ['an IPv4 address with and without a port', many((at) => (at % 2 ? '203.0.113.7' : '203.0.113.7:443'))],
  ['an IPv4 address, written as IPv6 as well', many((at) => (at % 2 ? '203.0.113.7' : '::ffff:203.0.113.7'))],
  [
    'an IPv4 address in the notations of IPv6',
    many((at) => ['203.0.113.7', '0:0:0:0:0:ffff:203.0.113.7', '::FFFF:cb00:7107', '::ffff:203.0.113.7:443'][at % 4]),
  ],
  ['an IPv6 address with another port each time', many((at) => `[2001:db8:1:2::7]:${40_000 + at}`)],
  ['the addresses of an IPv6 network', many((at) => `2001:db8:1:2::${at}`)],
  [
    'the addresses of an IPv6 network in different notations',
    many((at) => ['2001:db8:5:0:a:b:c:d', '2001:db8:5::1', '2001:DB8:5::c:d', '2001:0db8:0005:0000:0000:0000:0000:0009', '[2001:db8:5::]:443'][at % 5]),
  ],
  ['the addresses of an IPv6 network that begins with zeros', many((at) => ['::1', '::2:1', '0:0:0:0:1::', '0::3'][at % 4])],
])) {
  test(`failures are counted together for ${title}`, async () => {
    assert.equal(await allowed(addresses), MAX_FAILURES);
  });
}

for (const [title, addresses] of /** @type {[string, string[]][]} */ ([
  ['IPv4 addresses', many((at) => `203.0.113.${at}`)],
  ['IPv4 addresses, written as IPv6', many((at) => `::ffff:203.0.113.${at}`)],
  ['IPv4 addresses, written as IPv6 with other zeros', many((at) => `0:0:0:0:0:ffff:203.0.113.${at}`)],
  ['IPv4 addresses, written as IPv6 in hexadecimal', many((at) => `::ffff:cb00:${(0x7100 + at).toString(16)}`)],
  ['IPv6 networks', many((at) => `2001:db8:5:${at.toString(16)}::1`)],
  ['IPv6 networks whose last group is the only one after the zeros', many((at) => `2001:db8::${at.toString(16)}:0:0:0:1`)],
])) {
  test(`failures are counted apart for different ${title}`, async () => {
    assert.equal(await allowed(addresses), addresses.length);
  });
}

// For a Node that has no fetch: http of its own, and what of an answer is read. The oldest reads no comma after the last argument.
const { request } = require('http');
const { parse } = require('url');
const { check } = require('./check.cjs');
const { default: init, encryptParam, listCoupons } = require('./entry.cjs');

const fetch = (url, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    const asked = request(Object.assign(parse(url), { method, headers }), (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: { get: (name) => response.headers[name.toLowerCase()] || null },
          arrayBuffer: () => Promise.resolve(new Uint8Array(Buffer.concat(chunks)).buffer),
        })
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });

check({ init, encryptParam, listCoupons }, process.argv[2], { fetch }).then(
  (outcome) => console.log(JSON.stringify(outcome)),
  (error) => console.log(JSON.stringify({ error: String(error) }))
);

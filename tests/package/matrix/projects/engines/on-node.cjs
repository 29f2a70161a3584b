// The program for versions of Node without `fetch`: implements the needed part of it with `http`. Node 7 does not support a comma
// after the last argument.
const { request } = require('http');
const { parse } = require('url');
const { check } = require('./check.cjs');
const { default: init, encryptParam, listCoupons } = require('./entry.cjs');

const fetch = (url, { method, headers, body }) =>
  new Promise((resolve, reject) => {
    const outgoing = request(Object.assign(parse(url), { method, headers }), (response) => {
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
    outgoing.on('error', reject);
    outgoing.end(body);
  });

check({ init, encryptParam, listCoupons }, process.argv[2], { fetch }).then(
  (outcome) => console.log(JSON.stringify(outcome)),
  (error) => console.log(JSON.stringify({ error: String(error) }))
);

// @ts-check
// Answers whatever is asked with the published coupons after 50 ms.
// A process of its own, so that it takes no time of the client's.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const LATENCY_MS = Number(process.argv[2] ?? 50);
const answer = readFileSync(new URL('../../sandbox/published-response.json', import.meta.url));

const server = createServer((request, response) => {
  request.resume();
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8', 'content-length': answer.length });
    response.end(answer);
  }, LATENCY_MS);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`http://127.0.0.1:${port}`);
});
// Whoever started it has gone.
process.stdin.on('end', () => process.exit()).resume();

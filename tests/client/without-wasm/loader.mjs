// @ts-check
// For `node --import`: resolves the package to its entry without WebAssembly, and deletes the global WebAssembly.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { register } from 'node:module';

const entry = new URL('../../../dist/no-wasm.js', import.meta.url).href;
const hooks = `export const resolve = (name, context, next) => (name === 'houcaller-coupons' ? { url: ${JSON.stringify(entry)}, shortCircuit: true } : next(name, context));`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
// Node's fetch needs WebAssembly for its first request, to compile its HTTP parser.
const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
await once(server, 'listening');
await fetch(`http://127.0.0.1:${Object(server.address()).port}`).then((answer) => answer.text());
server.closeAllConnections();
server.close();
Reflect.deleteProperty(globalThis, 'WebAssembly');

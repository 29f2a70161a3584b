import { getRequestListener } from '@hono/node-server';
import Fastify from 'fastify';
import { gatewayFor } from './gateway.js';

const listener = getRequestListener(gatewayFor(process.env), { overrideGlobalObjects: false });
const app = Fastify();

app.register(async (routes) => {
  // The gateway reads the body itself.
  routes.removeAllContentTypeParsers();
  routes.addContentTypeParser('*', (request, body, done) => done(null));
  routes.all('/coupons/*', (request, reply) => {
    reply.hijack();
    return listener(request.raw, reply.raw);
  });
});
await app.listen({ port: Number(process.env.PORT || 8080), host: process.env.HOST });

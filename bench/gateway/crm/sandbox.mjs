// @ts-check
// The sandbox as a CRM. It treats every member of the load as the documentation's member.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createSandbox } from '../../../sandbox/app.js';
import { desEcb } from '../../../sandbox/decrypt.js';
import { KEY } from '../places.mjs';
import { serve } from '../served.mjs';

const decrypt = desEcb(KEY);
const { app } = createSandbox({ decrypt: (param) => decrypt(param).replace(/BENCH\d{8}/, 'K1H93QDKI00B7') });
await serve(createServer(getRequestListener(app.fetch)));

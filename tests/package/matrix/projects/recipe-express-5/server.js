import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { gatewayFor } from './gateway.js';

const app = express();
// Before `express.json()` and whatever else reads bodies.
app.all('/coupons/*path', getRequestListener(gatewayFor(process.env), { overrideGlobalObjects: false }));
app.listen(process.env.PORT || 8080, process.env.HOST);

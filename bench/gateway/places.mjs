// @ts-check
// Where things are, for both sides of a connection.
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';

export const HOST = '127.0.0.1';
export const KEY = SANDBOX_KEY;
export const CHANNEL = SANDBOX_CHANNEL;
export const API = '/htest/openapi/v1';
export const ROUTE = '/coupons/listCpnItemByMember';

// @ts-check
// The addresses and credentials that servers and clients of the load share.
import { SANDBOX_CHANNEL, SANDBOX_KEY } from '../../sandbox/app.js';

export const HOST = '127.0.0.1';
export const KEY = SANDBOX_KEY;
export const CHANNEL = SANDBOX_CHANNEL;
export const API = '/htest/openapi/v1';
export const ROUTE = '/coupons/listCpnItemByMember';

/** Where the gateway is. It holds the key. */
export const GATEWAY_URL = '/coupons';

/** What direct mode offers to begin with. There is no key to begin with. */
export const DIRECT_DEFAULTS = { channel: 'hkl-test', baseUrl: '/htest/openapi/v1' };

/** Where a sandbox says which members it made up. A real CRM has no such thing. */
export const DEMO_MEMBERS_URL = '/sandbox/members';

/** What a sandbox is to do wrong, from the page's own address: `?fault=delay=800`. Empty: nothing. */
export const fault = new URLSearchParams(location.search).getAll('fault').join(', ');

/** Sent with each look-up. */
export const faultHeaders: Record<string, string> = fault ? { 'x-sandbox-fault': fault } : {};

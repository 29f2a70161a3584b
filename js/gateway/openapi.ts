// The OpenAPI description that the gateway serves.
import { MAX_ID_LENGTH } from './body.js';
import { INVISIBLE } from '../invisible.js';

/** Returns the OpenAPI 3.1 description of a gateway with the given path prefix. */
export function description(path: string): object {
  const visible = `[^${INVISIBLE} ]`;
  const id = { type: ['string', 'null'], maxLength: MAX_ID_LENGTH, pattern: `^([${INVISIBLE} ]*|${visible}([^${INVISIBLE}]*${visible})?)$` };
  const present = (name: string) => ({ required: [name], properties: { [name]: { type: 'string', pattern: visible } } });
  const coupon = {
    type: 'object',
    description: "The CRM's fields. Those named here are checked; others are passed on, with numbers rounded to double precision.",
    required: ['id', 'cpnCode', 'cpnName', 'begDate', 'endDate', 'status'],
    properties: {
      id: { type: 'string' },
      cpnCode: { type: 'string', description: 'EAN-13' },
      cpnName: { type: 'string' },
      begDate: { type: 'string' },
      endDate: { type: 'string' },
      status: { type: 'number', description: '0 unused, 1 used, 2 expired, 3 refunded, 7 being given away' },
    },
    additionalProperties: true,
  };
  const problem = (description: string, headers?: object) => ({
    description,
    ...(headers && { headers }),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  const retryAfter = { 'retry-after': { description: 'Seconds.', schema: { type: 'integer', minimum: 1 } } };
  return {
    openapi: '3.1.0',
    info: { title: 'houcaller-coupons gateway', version: '1', description: 'Which coupons a member of the HouCaller (豪客来) CRM owns.' },
    paths: {
      [`${path}/listCpnItemByMember`]: {
        post: {
          operationId: 'listCpnItemByMember',
          summary: "A member's coupons.",
          requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/MemberQuery' } } } },
          responses: {
            200: {
              description: "The coupons, or the CRM's own refusal.",
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } },
            },
            400: problem('The body is not a query.'),
            401: problem('Nobody is logged in.'),
            403: problem('The caller, the origin of the page or the host name is not allowed.'),
            405: problem('The method is not allowed.', { allow: { description: 'POST, OPTIONS', schema: { type: 'string' } } }),
            408: problem('The body took too long.'),
            413: problem('The body has more than 4 KB.'),
            415: problem('The body is not application/json.'),
            429: problem('Too many requests of this caller.', retryAfter),
            500: problem('The gateway is set up wrongly.'),
            502: problem('No usable answer from the CRM.', retryAfter),
            503: problem('The gateway or the CRM is too busy, or authorization is unavailable.', retryAfter),
            504: problem('The CRM is late.', retryAfter),
          },
        },
      },
      [`${path}/healthz`]: {
        get: {
          operationId: 'healthz',
          summary: 'Whether this instance runs, and the state of its circuit breaker.',
          responses: { 200: { description: 'It runs.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Health' } } } } },
        },
      },
      [`${path}/openapi.json`]: {
        get: {
          operationId: 'openapi',
          summary: 'This description.',
          responses: { 200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } } },
        },
      },
    },
    components: {
      schemas: {
        MemberQuery: {
          type: 'object',
          description:
            'At least one of the two ids. An id that is null, empty or has only invisible characters counts as absent. Other ids have no invisible characters, and no space at the start or end.',
          properties: { memberId: id, platformId: id },
          anyOf: [present('memberId'), present('platformId')],
          additionalProperties: false,
        },
        Coupon: coupon,
        Answer: {
          oneOf: [
            {
              type: 'object',
              required: ['msg', 'code', 'data'],
              properties: {
                msg: { type: 'string' },
                code: { const: 0 },
                data: { type: 'object', required: ['list'], properties: { list: { type: 'array', items: { $ref: '#/components/schemas/Coupon' } } } },
              },
            },
            { type: 'object', required: ['msg', 'code'], properties: { msg: { type: 'string' }, code: { type: 'number', not: { const: 0 } } } },
          ],
        },
        Health: {
          type: 'object',
          required: ['status', 'crm'],
          properties: { status: { const: 'ok' }, crm: { enum: ['closed', 'open', 'half-open'], description: 'The circuit breaker; closed is normal.' } },
        },
        Problem: {
          type: 'object',
          description: 'RFC 9457.',
          required: ['title', 'status', 'requestId'],
          properties: {
            title: { type: 'string' },
            status: { type: 'integer' },
            kind: {
              enum: ['timeout', 'network', 'http', 'decode', 'busy'],
              description:
                'With 429, 502, 503 and 504: the CRM timed out, could not be reached, answered a status other than 2xx, or gave an unusable answer; or too many calls at once.',
            },
            requestId: { type: 'string', format: 'uuid', description: 'As in x-request-id and in the log.' },
          },
        },
      },
    },
  };
}

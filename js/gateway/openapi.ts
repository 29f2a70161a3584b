// The gateway's description of itself.
import { LONGEST_ID } from './body.js';
import { INVISIBLE } from '../invisible.js';

/** OpenAPI 3.1, for a gateway whose routes hang below `path`. */
export function description(path: string): object {
  const visible = `[^${INVISIBLE} ]`;
  const id = { type: ['string', 'null'], maxLength: LONGEST_ID, pattern: `^([${INVISIBLE} ]*|${visible}([^${INVISIBLE}]*${visible})?)$` };
  const present = (name: string) => ({ required: [name], properties: { [name]: { type: 'string', pattern: visible } } });
  const coupon = {
    type: 'object',
    description: "The CRM's own fields, checked; fields that are not named here arrive as they came, but that a number is rounded to what a double holds.",
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
            200: { description: "The coupons, or the CRM's own refusal.", content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } } },
            400: problem('The body is no query.'),
            401: problem('Nobody is logged in.'),
            403: problem('Not allowed, or a page of another origin, or sent to another host.'),
            405: problem('Another method.', { allow: { description: 'POST, OPTIONS', schema: { type: 'string' } } }),
            408: problem('The body took too long.'),
            413: problem('The body has more than 4 KB.'),
            415: problem('The body is not application/json.'),
            429: problem('Too many requests of one caller.', retryAfter),
            500: problem('The gateway is set up wrongly.'),
            502: problem('No usable answer from the CRM.', retryAfter),
            503: problem('Too busy, or the CRM is; or whether the caller may ask is not known now.', retryAfter),
            504: problem('The CRM is late.', retryAfter),
          },
        },
      },
      [`${path}/healthz`]: {
        get: {
          operationId: 'healthz',
          summary: 'Whether this instance runs, and whether it lets calls through to the CRM.',
          responses: { 200: { description: 'It runs.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Health' } } } } },
        },
      },
      [`${path}/openapi.json`]: {
        get: { operationId: 'openapi', summary: 'This description.', responses: { 200: { description: 'It.', content: { 'application/json': { schema: { type: 'object' } } } } } },
      },
    },
    components: {
      schemas: {
        MemberQuery: {
          type: 'object',
          description: 'At least one of the two; null, empty and nothing but invisible characters count as absent. An id has none beside its visible ones, nor a space at its start or end.',
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
          properties: { status: { const: 'ok' }, crm: { enum: ['closed', 'open', 'half-open'], description: 'The circuit to the CRM; closed is well.' } },
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
              description: 'With 429, 502, 503 and 504: the CRM is late, cannot be reached, answers another status than 2xx, or no answer that can be used; or too much is under way.',
            },
            requestId: { type: 'string', format: 'uuid', description: 'As in x-request-id and in the log.' },
          },
        },
      },
    },
  };
}

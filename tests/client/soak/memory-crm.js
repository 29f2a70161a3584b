// @ts-check
// Replaces `fetch` in the page by a CRM in memory. The first segment of the path selects its reply.

const published = new Uint8Array(await (await fetch('/published-response.json')).arrayBuffer());
const text = new TextDecoder().decode(published);

/** @type {typeof fetch} */
export const memoryFetch = (url, init) => REPLIES[String(url).split('/')[3]](init?.signal ?? undefined);

let turn = 0;

/** @type {Record<string, (signal?: AbortSignal) => any>} */
const REPLIES = {
  ok: async () => new Response(published),
  few: async () => new Response('{"msg":"操作成功","code":0,"data":{"list":[]}}'),
  // A stream is read in more turns of the event loop than bytes are.
  stream: async () => new Response(new Blob([published]).stream()),
  refused: async () => new Response('{"code":1012,"msg":"会员不存在"}'),
  html: async () => new Response('<!doctype html><p>Log in'),
  'no-code': async () => new Response(text.replaceAll('"cpnCode"', '"cpncode"')),
  'not-utf8': async () => new Response(published.map((byte) => (byte === 0xe6 ? 0xff : byte))),
  cut: async () => new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError('cut')) })),
  404: async () => new Response('', { status: 404 }),
  503: async () => new Response('', { status: 503 }),
  429: async () => new Response('', { status: 429, headers: { 'retry-after': '3600' } }),
  'every-other': async () => (turn++ % 2 === 0 ? new Response('', { status: 503, headers: { 'retry-after': '0' } }) : new Response(published)),
  lost: () => Promise.reject(new TypeError('Failed to fetch')),
  throws() {
    throw new TypeError('not even started');
  },
  nothing: async () => undefined,
  never: () => new Promise(() => {}),
  'until-aborted': (signal) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true })),
};

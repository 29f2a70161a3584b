import type { Fault } from './fault.js';

/** Shorter texts cannot be told from the CRM's own words. In bytes of UTF-8: two Chinese characters are a name. */
const SHORTEST_SECRET = 4;

/** The CRM may repeat in its message what it was sent, and messages end up in logs. */
export function redacted(fault: Fault, plaintext: string, param = ''): Fault {
  if (fault.kind !== 'api') return fault;
  const secrets = textsIn(plaintext).concat(param).filter((secret) => new TextEncoder().encode(secret).length >= SHORTEST_SECRET);
  // The longest first: a shorter one may be a part of it.
  secrets.sort((one, other) => other.length - one.length);
  const message = secrets.reduce((message, secret) => message.split(secret).join('***'), fault.message);
  return fault.with({ message });
}

/** Every text and number in a plaintext of JSON, however deep. */
function textsIn(json: string): string[] {
  const texts: string[] = [];
  const left: unknown[] = [JSON.parse(json)];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'number') texts.push(String(value));
    else if (value) left.push(...Object.values(value));
  }
  return texts;
}

import { encryptParam } from 'houcaller-coupons/slim';

/** The key of the sandbox. No other CRM accepts it. */
export const SANDBOX_KEY = 'sandbox8';

/** An example for the scheme finder, encrypted with this key. The WebAssembly module must be loaded. */
export function sandboxExample(): string {
  const plaintext = '{"memberId":"SANDBOXMEMBER"}';
  return `${encryptParam(plaintext, { key: SANDBOX_KEY })} ${plaintext}`;
}

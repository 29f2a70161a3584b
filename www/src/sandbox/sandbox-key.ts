import { encryptParam } from 'houcaller-coupons/slim';

/** Of the sandbox alone, and of no use anywhere else. */
export const SANDBOX_KEY = 'sandbox8';

/** A pair that the scheme finder solves with that key. The module must be ready. */
export function sandboxExample(): string {
  const plaintext = '{"memberId":"SANDBOXMEMBER"}';
  return `${encryptParam(plaintext, { key: SANDBOX_KEY })} ${plaintext}`;
}

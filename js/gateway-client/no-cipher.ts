// What the build puts in the place of cipher.ts, for those who never have a key.
import { unexpected } from '../fields.js';

function refuse(): never {
  throw unexpected('config', 'gatewayUrl', "one, since 'houcaller-coupons/gateway-client' has no cipher; 'houcaller-coupons' has", 'none');
}

export { refuse as decrypt, refuse as encrypt, refuse as identify, refuse as openCipher, refuse as withCipher };

import { couponKinds, unknownKind } from '../texts/coupons';
import type { Text } from '../texts/text';

/** `undefined` where the CRM sent no kind. */
export function kindText(kind: string): Text | undefined {
  if (kind === '') return undefined;
  return couponKinds.get(kind) ?? unknownKind(kind);
}

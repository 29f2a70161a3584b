import { couponKinds, unknownKind, type Text } from '../texts';

/** `undefined` where the CRM sent no kind. */
export function kindText(kind: string): Text | undefined {
  if (kind === '') return undefined;
  return couponKinds[kind] ?? unknownKind(kind);
}

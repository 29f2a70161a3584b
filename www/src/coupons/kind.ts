import { t } from '../texts/i18n';

/** By what the CRM sends, which may be any text: a map has no other keys. */
const KINDS = new Map([
  ['0', 'kinds.dineIn'],
  ['1', 'kinds.takeAway'],
  ['2', 'kinds.shop'],
] as const satisfies [string, string][]);

/** `undefined` where the CRM sent no kind. */
export function kindText(kind: string): string | undefined {
  if (kind === '') return undefined;
  const known = (KINDS as ReadonlyMap<string, 'kinds.dineIn' | 'kinds.takeAway' | 'kinds.shop'>).get(kind);
  return known ? t(known) : t('kinds.unknown', { kind });
}

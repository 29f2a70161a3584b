import { t } from '../texts/i18n';

/** By the value from the CRM, which may be any text. A Map has no inherited keys such as `constructor`. */
const KINDS = new Map([
  ['0', 'kinds.dineIn'],
  ['1', 'kinds.takeAway'],
  ['2', 'kinds.shop'],
] as const satisfies [string, string][]);

/** Returns undefined if the CRM sent no kind. */
export function kindText(kind: string): string | undefined {
  if (kind === '') return undefined;
  const known = (KINDS as ReadonlyMap<string, 'kinds.dineIn' | 'kinds.takeAway' | 'kinds.shop'>).get(kind);
  return known ? t(known) : t('kinds.unknown', { kind });
}

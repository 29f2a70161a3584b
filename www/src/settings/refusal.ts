import { t } from '../texts/i18n';

/** Why settings were refused: the title, the advice and the technical details. */
export interface Refusal {
  words: string;
  advice?: string;
  details?: [name: string, value: string][];
}

/** Describes an error of the package, whose message begins with the name of the wrong field. */
export function refusalOf(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  const [, field = ''] = /^([\w.]+): /.exec(message) ?? [];
  return { words: t('settings.refusedTitle'), advice: adviceOn(field), details: [['message', message]] };
}

function adviceOn(field: string): string {
  switch (field) {
    case 'channel':
      return t('settings.wrongChannel');
    case 'baseUrl':
      return t('settings.wrongBaseUrl');
    case 'cipher.key':
      return t('settings.wrongKey');
    default:
      return t(field === 'cipher' || field.startsWith('cipher.') ? 'settings.wrongScheme' : 'settings.unexpected');
  }
}

import { refusals, settings } from '../texts/settings';
import type { Text } from '../texts/text';

/** Settings that were not taken: in plain words, what to do, and as the package put it. */
export interface Refusal {
  words: Text;
  advice?: Text;
  details?: [name: string, value: string][];
}

/** What the package refused. Its message begins with the field's name. */
export function refusalOf(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  const [, field = ''] = /^([\w.]+): /.exec(message) ?? [];
  return { words: settings.refusedTitle, advice: adviceOn(field), details: [['message', message]] };
}

function adviceOn(field: string): Text {
  switch (field) {
    case 'channel':
    case 'baseUrl':
      return refusals[field];
    case 'cipher.key':
      return refusals.key;
    default:
      return field === 'cipher' || field.startsWith('cipher.') ? refusals.scheme : refusals.unexpected;
  }
}

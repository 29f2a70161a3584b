import init, { CouponError, identifyCipher, type Cipher, type Example } from 'houcaller-coupons/slim';
import { shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { t } from '../texts/i18n';
import type { PlainKey } from '../texts/message';
import { readExamples } from './examples';
import { schemeView, type SchemeView } from './scheme-view';

export type FinderField = 'key' | 'examples';

export type FinderState =
  | { phase: 'initial' }
  /** `cipher` is the first scheme, with its key. */
  | { phase: 'found'; schemes: [SchemeView, ...SchemeView[]]; cipher: Cipher }
  /** These contain keys and functions instead of texts, so that the texts follow the language. */
  | { phase: 'none'; reasons: PlainKey[] }
  | { phase: 'refused'; field: FinderField; reason: () => string }
  | { phase: 'failed'; error: unknown };

export interface SchemeFinder {
  state: Readonly<ShallowRef<FinderState>>;
  find: () => Promise<void>;
}

/** The outcome belongs to the content of the fields, so a change of either field clears it. */
export function useSchemeFinder(key: Readonly<Ref<string>>, examples: Readonly<Ref<string>>): SchemeFinder {
  const state = shallowRef<FinderState>({ phase: 'initial' });
  watch([key, examples], () => (state.value = { phase: 'initial' }));

  async function find(): Promise<void> {
    const asked = [key.value, examples.value] as const;
    const outcome = await findSchemes(...asked).catch((error: unknown): FinderState => ({ phase: 'failed', error }));
    if (asked[0] === key.value && asked[1] === examples.value) state.value = outcome;
  }

  return { state, find };
}

async function findSchemes(key: string, text: string): Promise<FinderState> {
  if (!key) return { phase: 'refused', field: 'key', reason: () => t('finder.keyNeeded') };
  const read = readExamples(text);
  if ('wrongLine' in read) return { phase: 'refused', field: 'examples', reason: () => t('finder.wrongLine', { line: read.wrongLine }) };

  await init();
  const own = read.examples.length > 0 ? read.examples : undefined;
  let fitting: Cipher[];
  try {
    fitting = identifyCipher(key, own);
  } catch (error) {
    const line = read.lines[unreadableExample(error)];
    if (line === undefined) throw error;
    return { phase: 'refused', field: 'examples', reason: () => t('finder.unreadableParam', { line }) };
  }
  const [cipher, ...others] = fitting;
  if (!cipher) return { phase: 'none', reasons: possibleReasons(key, own) };
  return { phase: 'found', schemes: [schemeView(cipher), ...others.map(schemeView)], cipher };
}

/** The index of the example whose param cannot be read. Returns -1 for any other error. */
function unreadableExample(error: unknown): number {
  if (!(error instanceof CouponError) || error.kind !== 'input') return -1;
  return Number(/^examples\[(\d+)\]\.param: /.exec(error.message)?.[1] ?? -1);
}

function possibleReasons(key: string, own: Example[] | undefined): PlainKey[] {
  const isOneBlock = ({ plaintext }: Example) => new TextEncoder().encode(plaintext).length < 8;
  return [
    ...(key === key.trim() ? [] : (['finder.whiteSpace'] as const)),
    own ? 'finder.ownExamples' : 'finder.publishedExamples',
    ...(own?.every(isOneBlock) ? (['finder.shortExamples'] as const) : []),
    'finder.unsupported',
    'finder.tried',
  ];
}

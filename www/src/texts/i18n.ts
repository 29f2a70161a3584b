import { computed } from 'vue';
import { createI18n, type Composer } from 'vue-i18n';
import { isOneOf, useStored, type Stored } from '../stored';
import type { Key, Messages, ValuesOf } from './message';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Loads only the chosen language. */
const LOADERS: Readonly<Record<Language, () => Promise<{ default: Messages }>>> = {
  'zh-CN': () => import('./zh-CN'),
  en: () => import('./en'),
};

// The days and hours of a coupon are in China time, whatever the time zone of the browser.
const timeZone = 'Asia/Shanghai';
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
const date = { day: 'numeric', month: 'short', timeZone } as const;

const MOMENTS = {
  time: clock,
  /** Midnight at the end of a day is 24:00. For no other moment, because 00:30 would be 24:30. */
  endTime: { ...clock, hourCycle: 'h24' },
  day: date,
  dayOfYear: { ...date, year: 'numeric' },
  moment: { ...date, ...clock, year: 'numeric' },
  weekday: { weekday: 'short', timeZone },
  /** Remaining milliseconds, less than a day. */
  countdown: { ...clock, second: '2-digit', timeZone: 'UTC' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const unit = (name: string) => ({ style: 'unit', unit: name, unitDisplay: 'long' }) as const;

const NUMBERS = {
  count: { maximumFractionDigits: 0 },
  compact: { notation: 'compact' },
  days: unit('day'),
  hours: unit('hour'),
  minutes: unit('minute'),
  seconds: unit('second'),
} as const satisfies Record<string, Intl.NumberFormatOptions>;

const each = <T>(formats: T): Record<Language, T> => ({ 'zh-CN': formats, en: formats });

const i18n = createI18n({
  legacy: false,
  locale: LANGUAGES[0],
  fallbackLocale: false,
  missingWarn: false,
  datetimeFormats: each(MOMENTS),
  numberFormats: each(NUMBERS),
});

/** The types of vue-i18n do not know the keys, because the messages are loaded later, or the values of each message. */
const global = i18n.global as unknown as Composer;

/** A message in the current language. A component that calls this is rendered again when the language changes. */
export function t<K extends Key>(key: K, ...values: ValuesOf<K>): string {
  return global.t(key, Object(values[0]));
}

/** A moment as text in China time. A number is in milliseconds since the epoch. */
export const d = (moment: Date | number, form: keyof typeof MOMENTS): string => global.d(moment, form);

export const n = (number: number, form: keyof typeof NUMBERS = 'count'): string => global.n(number, form);

/** Joins parts without a conjunction: 3 days 4 hours. */
export const inARow = (parts: string[]): string => new Intl.ListFormat(global.locale.value, { type: 'unit', style: 'narrow' }).format(parts);

export const language = computed(() => global.locale.value as Language);

/** The language of the last call of show(). */
let wanted: Language | undefined;

/** Loads a language and makes it the current one, unless another is wanted by then. */
export async function show(chosen: Language): Promise<void> {
  wanted = chosen;
  const { default: messages } = await LOADERS[chosen]();
  if (chosen !== wanted) return;
  global.setLocaleMessage(chosen, withoutStrings(messages));
  global.locale.value = chosen;
  if (typeof document !== 'undefined') document.documentElement.lang = chosen;
}

/** Turns strings into functions, because vue-i18n without its message compiler accepts only functions. */
function withoutStrings(messages: object): Record<string, never> {
  const taken = (message: unknown) => (typeof message === 'string' ? () => message : typeof message === 'object' ? withoutStrings(message ?? {}) : message);
  return Object.fromEntries(Object.entries(messages).map(([name, message]) => [name, taken(message) as never]));
}

/** The first of the preferred languages that is Chinese or English. English if there is none. */
export function preferred(languages: readonly string[]): Language {
  for (const each of languages) {
    if (/^zh\b/i.test(each)) return 'zh-CN';
    if (/^en\b/i.test(each)) return 'en';
  }
  return 'en';
}

/** The chosen language, stored in this browser. The initial value is the preferred language of the browser. */
export const useLanguage = (): Stored<Language> => useStored<Language>('language', preferred(navigator.languages), isOneOf(LANGUAGES));

export default i18n;

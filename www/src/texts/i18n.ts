import { computed } from 'vue';
import { createI18n, type Composer } from 'vue-i18n';
import { isOneOf, useStored, type Stored } from '../stored';
import type { Key, Messages, ValuesOf } from './message';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Only the language that is chosen is loaded. */
const LOADERS: Readonly<Record<Language, () => Promise<{ default: Messages }>>> = {
  'zh-CN': () => import('./zh-CN'),
  en: () => import('./en'),
};

// A coupon's days and hours are China's, wherever the page is open.
const timeZone = 'Asia/Shanghai';
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
const date = { day: 'numeric', month: 'short', timeZone } as const;

const MOMENTS = {
  time: clock,
  /** The midnight that ends a day is 24:00. */
  endTime: { ...clock, hourCycle: 'h24' },
  day: date,
  dayOfYear: { ...date, year: 'numeric' },
  moment: { ...date, ...clock, year: 'numeric' },
  weekday: { weekday: 'short', timeZone },
  /** Of milliseconds that are left, below a day. */
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

/** Its own types would know neither the keys, which are loaded later, nor what each must be given. */
const global = i18n.global as unknown as Composer;

/** The message in the language that is shown; who reads it is drawn anew when another is chosen. */
export function t<K extends Key>(key: K, ...values: ValuesOf<K>): string {
  return global.t(key, Object(values[0]));
}

/** A moment, in milliseconds or as a Date, as a clock or a calendar in China says it. */
export const d = (moment: Date | number, form: keyof typeof MOMENTS): string => global.d(moment, form);

export const n = (number: number, form: keyof typeof NUMBERS = 'count'): string => global.n(number, form);

/** Of what is written one after another without a word between: 3 days 4 hours. */
export const inARow = (parts: string[]): string => new Intl.ListFormat(global.locale.value, { type: 'unit', style: 'narrow' }).format(parts);

export const language = computed(() => global.locale.value as Language);

/** Loads a language and shows it. */
export async function show(chosen: Language): Promise<void> {
  const { default: messages } = await LOADERS[chosen]();
  global.setLocaleMessage(chosen, withoutStrings(messages));
  global.locale.value = chosen;
  if (typeof document !== 'undefined') document.documentElement.lang = chosen;
}

/** The build without the message compiler takes functions only. */
function withoutStrings(messages: object): Record<string, never> {
  const taken = (message: unknown) => (typeof message === 'string' ? () => message : typeof message === 'object' ? withoutStrings(message ?? {}) : message);
  return Object.fromEntries(Object.entries(messages).map(([name, message]) => [name, taken(message) as never]));
}

/** Chinese or English, whichever the person reads rather. */
export function preferred(languages: readonly string[]): Language {
  for (const each of languages) {
    if (/^zh\b/i.test(each)) return 'zh-CN';
    if (/^en\b/i.test(each)) return 'en';
  }
  return 'en';
}

/** The language that is chosen: at first as the browser asks for. The choice is kept on this machine. */
export const useLanguage = (): Stored<Language> => useStored<Language>('language', preferred(navigator.languages), isOneOf(LANGUAGES));

export default i18n;

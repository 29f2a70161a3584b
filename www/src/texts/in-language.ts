import { language } from './i18n';

/** A title that a sandbox or a demonstration sends in both languages. */
export interface BothLanguages {
  zh: string;
  en: string;
}

export const inLanguage = ({ zh, en }: BothLanguages): string => (language.value === 'zh-CN' ? zh : en);

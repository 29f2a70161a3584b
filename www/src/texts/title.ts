import { config } from '../config';
import { language, t } from './i18n';

/** The title of the desk: from desk.json, or the default. */
export const title = (): string => config.title[language.value] || t('page.title');

import { config } from '../config';
import { language, t } from './i18n';

/** Of the desk: as whoever deployed it calls it. */
export const title = (): string => config.title[language.value] || t('page.title');

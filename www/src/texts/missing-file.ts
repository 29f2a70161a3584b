import { useLanguage, type Language } from './i18n';

/** Not among the other texts, because the file of those may be the missing one. */
const TEXTS: Readonly<Record<Language, string>> = {
  'zh-CN': '页面有一部分没有加载成功。请检查网络，然后刷新页面。',
  en: "Part of this page couldn't be loaded. Check your connection, then reload the page.",
};

/**
 * Shows a notice when a file of the page cannot be loaded. The connection may be bad, or the file may have been removed by an update.
 * The notice is outside of the app, because without the file of a language the app is not shown.
 */
export function announceMissingFiles(): void {
  const announce = (): void => {
    const notice = document.createElement('p');
    notice.className = 'alert missing-file';
    notice.setAttribute('role', 'alert');
    const language = useLanguage().value;
    notice.lang = language;
    notice.textContent = TEXTS[language];
    document.body.prepend(notice);
  };
  addEventListener('vite:preloadError', announce, { once: true });
}

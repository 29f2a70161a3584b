import { useEventListener } from '@vueuse/core';
import { ref, watchEffect, type Ref } from 'vue';
import { isOneOf, useStored } from '../stored';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The colour of the browser's own interface around the page. It equals --page in tokens.css. */
const THEME_COLORS = { light: '#f5f3ef', dark: '#151412' };

/** The chosen theme. The document has the effective theme in data-theme, which is never auto. */
export function useTheme(): Ref<Theme> {
  const theme = useStored<Theme>('theme', 'auto', isOneOf(THEMES));
  const system = matchMedia('(prefers-color-scheme: dark)');
  const systemIsDark = ref(system.matches);
  useEventListener(system, 'change', () => (systemIsDark.value = system.matches));
  watchEffect(() => {
    const shown = theme.value === 'auto' ? (systemIsDark.value ? 'dark' : 'light') : theme.value;
    document.documentElement.dataset.theme = shown;
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) meta.setAttribute('content', THEME_COLORS[shown]);
  });
  return theme;
}

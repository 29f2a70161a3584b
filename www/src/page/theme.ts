import { useEventListener } from '@vueuse/core';
import { ref, watchEffect, type Ref } from 'vue';
import { isOneOf, useStored } from '../stored';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What the browser paints around the page: the page's own colour in tokens.css. */
const AROUND = { light: '#f5f3ef', dark: '#151412' };

/** The theme that was chosen; the document carries the one that is shown. */
export function useTheme(): Ref<Theme> {
  const theme = useStored<Theme>('theme', 'auto', isOneOf(THEMES));
  const system = matchMedia('(prefers-color-scheme: dark)');
  const systemIsDark = ref(system.matches);
  useEventListener(system, 'change', () => (systemIsDark.value = system.matches));
  watchEffect(() => {
    const shown = theme.value === 'auto' ? (systemIsDark.value ? 'dark' : 'light') : theme.value;
    document.documentElement.dataset.theme = shown;
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) meta.setAttribute('content', AROUND[shown]);
  });
  return theme;
}

import { useColorMode } from '@vueuse/core';
import { watchEffect, type Ref } from 'vue';
import { isOneOf, useStored } from '../stored';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What the browser paints around the page: the page's own colour in tokens.css. */
const AROUND = { light: '#f5f3ef', dark: '#151412' };

/** The theme that was chosen; the document carries the one that is shown. */
export function useTheme(): Ref<Theme> {
  const theme = useStored<Theme>('theme', 'auto', isOneOf(THEMES));
  // Without the transition's `<style>`, which the page's policy forbids.
  const { state } = useColorMode({ attribute: 'data-theme', storageRef: theme, disableTransition: false });
  watchEffect(() => {
    const color = AROUND[state.value === 'dark' ? 'dark' : 'light'];
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) meta.setAttribute('content', color);
  });
  return theme;
}

import { useEventListener } from '@vueuse/core';
import type { ShallowRef } from 'vue';

/**
 * A scan gun types like a keyboard, wherever the focus is: what no other field takes goes into this one, in place of what stood there.
 */
export function useScanner(field: Readonly<ShallowRef<HTMLInputElement | null>>): void {
  useEventListener(document, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[\w-]$/.test(event.key)) return;
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    if (!field.value || target?.closest('input, textarea, select, dialog, [contenteditable]')) return;
    field.value.focus();
    field.value.select();
  });
}

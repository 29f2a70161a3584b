import { useEventListener } from '@vueuse/core';
import type { ShallowRef } from 'vue';

/** Elements that accept typed text themselves. Radio buttons and selects are not among them, because text typed there would be lost. */
const TAKES_TEXT = 'input:not([type=radio], [type=checkbox]), textarea, dialog, [contenteditable]';

/** Text that is typed outside of a field goes into the given field and replaces its content. */
export function useTypedAnywhere(field: Readonly<ShallowRef<HTMLInputElement | null>>): void {
  useEventListener(document, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[\w-]$/.test(event.key)) return;
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    if (!field.value || target?.closest(TAKES_TEXT)) return;
    field.value.focus();
    field.value.select();
  });
}

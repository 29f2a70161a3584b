import { useEventListener } from '@vueuse/core';
import type { ShallowRef } from 'vue';

/** What takes a text itself. A radio or a select may have the focus, but a text typed there is lost. */
const TAKES_TEXT = 'input:not([type=radio], [type=checkbox]), textarea, dialog, [contenteditable]';

/** Who types where no field takes it means this one: it goes in there, in place of what stood there. */
export function useTypedAnywhere(field: Readonly<ShallowRef<HTMLInputElement | null>>): void {
  useEventListener(document, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[\w-]$/.test(event.key)) return;
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    if (!field.value || target?.closest(TAKES_TEXT)) return;
    field.value.focus();
    field.value.select();
  });
}

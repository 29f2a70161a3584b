import { useEventListener } from '@vueuse/core';
import { createRecogniser, keyOf } from './keystrokes';

/** A field as it was before a scan was typed into it. */
interface Before {
  field: HTMLInputElement | HTMLTextAreaElement;
  value: string;
}

/**
 * Calls onScan for each scan, wherever the focus is. The scan has no other effect: its Enter presses no button and submits no form,
 * and a field that received the characters gets its old content back.
 *
 * @param typedInto the field that receives text typed outside of any field
 */
export function useScanner(typedInto: () => HTMLInputElement | null, onScan: (text: string) => void): void {
  const recognise = createRecogniser();
  let before: Before[] = [];

  const onKeydown = (event: KeyboardEvent): void => {
    // A key that is held down repeats as fast as a scanner types.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    // A password manager may type a secret as fast as a scanner. It must not become an id, because ids are in the address.
    if (event.target instanceof Element && event.target.closest('[data-not-scanned]')) return;
    const { begins, scanned } = recognise({ key: keyOf(event), at: event.timeStamp });
    if (begins) before = [event.target, typedInto()].filter(takesText).map((field) => ({ field, value: field.value }));
    if (scanned === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const { field, value } of before) {
      if (field.value === value) continue;
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    onScan(scanned);
  };
  // In the capture phase this listener runs before all others on the page.
  useEventListener(window, 'keydown', onKeydown, { capture: true });
}

const takesText = (target: unknown): target is Before['field'] =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['radio', 'checkbox', 'file'].includes(target.type));

import { useEventListener } from '@vueuse/core';
import { createRecogniser, keyOf } from './keystrokes';

/** A field as it was before a scan was typed into it. */
interface Before {
  field: HTMLInputElement | HTMLTextAreaElement;
  value: string;
}

/**
 * Hears a scan wherever the focus is. What the gun typed does nothing else: its Enter presses no button and sends no form, and a field has again what
 * stood there before.
 *
 * @param typedInto the field that takes what is typed elsewhere
 */
export function useScanner(typedInto: () => HTMLInputElement | null, onScan: (text: string) => void): void {
  const recognise = createRecogniser();
  let before: Before[] = [];

  const hear = (event: KeyboardEvent): void => {
    // A key that is held down repeats as fast as a gun types.
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    // A key that a password manager types is no scan: it must not become an id, which stands in the address.
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
  // Before anything on the page hears of the key.
  useEventListener(window, 'keydown', hear, { capture: true });
}

const takesText = (target: unknown): target is Before['field'] =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['radio', 'checkbox', 'file'].includes(target.type));

export type CopyOutcome = 'copied' | 'selected';

/** Copies the text of an element. If the page may not copy, the text is left selected for the user to copy. */
export async function copyTextOf(element: HTMLElement): Promise<CopyOutcome> {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return 'copied';
  } catch {
    // A page over plain http has no clipboard, or the permission is missing.
    getSelection()?.selectAllChildren(element);
    return document.execCommand('copy') ? 'copied' : 'selected';
  }
}

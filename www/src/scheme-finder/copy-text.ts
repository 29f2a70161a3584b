export type CopyOutcome = 'copied' | 'selected';

/** Copies what the element shows. Where the page may not, it is left selected, for the person to copy. */
export async function copyTextOf(element: HTMLElement): Promise<CopyOutcome> {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return 'copied';
  } catch {
    // No clipboard on a page served over plain http, or no permission.
    getSelection()?.selectAllChildren(element);
    return document.execCommand('copy') ? 'copied' : 'selected';
  }
}

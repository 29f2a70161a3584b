import { onScopeDispose, type Ref } from 'vue';

/**
 * Moves the focus to the nearest region around an element that had the focus and disappeared, such as a pressed button. Without this,
 * the browser forgets the place, and a user of the keyboard or of a screen reader starts again at the top of the page. An element
 * with a `tabindex` counts as a region.
 *
 * @param whole the region that is always there
 */
export function useLostFocus(whole: Readonly<Ref<HTMLElement | null>>): void {
  /** The element with the focus and everything around it, which can no longer be found after its removal. */
  let around: Element[] = [];
  const onFocus = ({ target }: FocusEvent): void => {
    around = [];
    for (let each = target instanceof Element ? target : null; each; each = each.parentElement) around.push(each);
  };
  const observer = new MutationObserver(() => {
    const [focused, ...regions] = around;
    // The focus may have moved on already, for example into the first field of another view.
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    const region = regions.find((each): each is HTMLElement => each instanceof HTMLElement && each.isConnected && each.hasAttribute('tabindex'));
    (region ?? whole.value)?.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', onFocus);
  observer.observe(document.body, { childList: true, subtree: true });
  onScopeDispose(() => {
    document.removeEventListener('focusin', onFocus);
    observer.disconnect();
  });
}

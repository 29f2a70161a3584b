import type { Router } from 'vue-router';

/** The number of log-outs, in the storage of this tab, because a log-in page of its own ends this page. */
const LOG_OUTS_ITEM = 'coupon-desk:log-outs';

/** The name of the mark in the state of a history entry, beside the fields of the router. */
const MARK = 'logOuts';

export interface HistoryMarks {
  /** Whether the current history entry is from before the last log-out in this tab. */
  isBeforeLogOut: () => boolean;
  countLogOut: () => void;
}

/** Marks each history entry with the number of log-outs before it, because a page can neither read nor remove the entries before its own. */
export function useHistoryMarks(router: Pick<Router, 'afterEach'>): HistoryMarks {
  let logOuts = stored();
  const markOfEntry = (): unknown => Object(history.state)[MARK];

  router.afterEach((_to, _from, failure) => {
    // After a cancelled navigation the current entry may be one that was not checked yet.
    if (!failure && markOfEntry() !== logOuts) history.replaceState({ ...history.state, [MARK]: logOuts }, '');
  });

  return {
    isBeforeLogOut: () => {
      const mark = markOfEntry();
      // An address that was typed, or a link from elsewhere, has no mark yet.
      return typeof mark === 'number' && mark < logOuts;
    },
    countLogOut: () => {
      logOuts++;
      try {
        sessionStorage.setItem(LOG_OUTS_ITEM, String(logOuts));
      } catch {
        // If the storage is forbidden, the entries are recognised until the page is loaded again.
      }
    },
  };
}

function stored(): number {
  try {
    return Number(sessionStorage.getItem(LOG_OUTS_ITEM)) || 0;
  } catch {
    return 0;
  }
}

import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { shallowRef, watch, type Ref } from 'vue';
import type { Desk } from '../desk';
import { readScan, type Lookalike } from './reading';
import { useScanner } from './scanner';

/** What was scanned is no member. */
export interface ScanNotice {
  lookalike: Lookalike;
  text: string;
  /** Whether a member was looked up who does not have what was scanned. */
  memberShown: boolean;
}

/** What was scanned where a batch is would lead away from it. */
export interface ScanQuestion {
  about: 'member' | 'coupon';
  go: () => void;
}

export interface Scans {
  notice: Ref<ScanNotice | undefined>;
  /** Until the person says what to do. */
  question: Ref<ScanQuestion | undefined>;
  lookUp: (query: MemberQuery) => void;
}

/** A scan is a look-up, wherever the focus is. */
export function useScans(desk: Desk): Scans {
  const notice = shallowRef<ScanNotice>();
  const question = shallowRef<ScanQuestion>();

  function lookUp(query: MemberQuery): void {
    notice.value = undefined;
    desk.ask(query);
  }

  /** At once, unless that leaves a batch. */
  function goTo(about: ScanQuestion['about'], act: () => void): void {
    if (desk.batch.value === undefined) return act();
    const go = () => {
      question.value = undefined;
      act();
    };
    question.value = { about, go };
  }

  function scanned(text: string): void {
    // Members scan nobody, and before the log-in there is nobody to ask.
    if (desk.barrier.value || desk.ownId.value !== undefined) return;
    const reading = readScan(text);
    notice.value = question.value = undefined;
    if ('query' in reading) return goTo('member', () => lookUp(reading.query));
    const { value: state } = desk.state;
    if (state.phase === 'found' && state.coupons.some(({ coupon }) => coupon.cpnCode === reading.text)) {
      return goTo('coupon', () => desk.highlight(reading.text));
    }
    desk.closeCode();
    notice.value = { ...reading, memberShown: state.phase === 'found' };
  }

  // Another look-up answers it.
  watch(
    () => desk.state.value.phase,
    (phase) => phase === 'loading' && (notice.value = undefined),
  );
  useScanner(() => desk.idField.value, scanned);
  return { notice, question, lookUp };
}

import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { shallowRef, watch, type Ref } from 'vue';
import type { Desk } from '../desk';
import { cleaned, readScan, type Lookalike } from './reading';
import { useScanner } from './scanner';

/** The notice about a scan that is not a member. */
export interface ScanNotice {
  lookalike: Lookalike;
  text: string;
  /** Whether coupons are shown that do not include the scanned code. */
  memberShown: boolean;
}

/** The question before a scan leaves the batch view. */
export interface ScanQuestion {
  about: 'member' | 'coupon';
  go: () => void;
}

export interface Scans {
  notice: Ref<ScanNotice | undefined>;
  /** The open question, until the user answers it. */
  question: Ref<ScanQuestion | undefined>;
  lookUp: (query: MemberQuery) => void;
}

/** Looks up the member of each scan, wherever the focus is. */
export function useScans(desk: Desk): Scans {
  const notice = shallowRef<ScanNotice>();
  const question = shallowRef<ScanQuestion>();

  function lookUp(query: MemberQuery): void {
    notice.value = undefined;
    desk.ask(query);
  }

  /** Acts at once, or asks first if that would leave a batch. */
  function goTo(about: ScanQuestion['about'], act: () => void): void {
    if (desk.batch.value === undefined) return act();
    const go = () => {
      question.value = undefined;
      act();
    };
    question.value = { about, go };
  }

  function scanned(text: string): void {
    // A member cannot look up others, and no look-up is possible before the log-in.
    if (desk.barrier.value || desk.ownId.value !== undefined) return;
    notice.value = question.value = undefined;
    const { value: state } = desk.state;
    const code = cleaned(text);
    // Checked first, because the CRM does not document the form of its codes: one may look like an id or a product's code.
    if (state.phase === 'found' && state.coupons.some(({ coupon }) => coupon.cpnCode === code)) return goTo('coupon', () => desk.highlight(code));
    const reading = readScan(text);
    if ('query' in reading) return goTo('member', () => lookUp(reading.query));
    desk.closeCode();
    notice.value = { ...reading, memberShown: state.phase === 'found' };
  }

  // A new look-up removes the notice.
  watch(
    () => desk.state.value.phase,
    (phase) => phase === 'loading' && (notice.value = undefined),
  );
  // The scanned text may be an id, which neither the log-in nor another account may show.
  watch([desk.barrier, desk.viewKey], () => (notice.value = question.value = undefined));
  useScanner(() => desk.idField.value, scanned);
  return { notice, question, lookUp };
}

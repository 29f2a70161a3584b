import type { MemberQuery } from 'houcaller-coupons/gateway-client';
import { shallowRef, watch, type Ref } from 'vue';
import type { Desk } from '../desk';
import { readScan, type Lookalike } from './reading';
import { useScanner } from './scanner';

/** What was scanned is no member. */
export interface ScanNotice {
  lookalike: Lookalike;
  text: string;
  /** Whether coupons are shown among which the scanned one is not. */
  amongCoupons: boolean;
}

export interface Scans {
  notice: Ref<ScanNotice | undefined>;
  /** The member that was scanned where a batch is, until the person says what to do. */
  question: Ref<MemberQuery | undefined>;
  /** Looks the member of the question or the notice up. */
  go: (query: MemberQuery) => void;
}

/** A scan is a look-up, wherever the focus is. */
export function useScans(desk: Desk): Scans {
  const notice = shallowRef<ScanNotice>();
  const question = shallowRef<MemberQuery>();

  function go(query: MemberQuery): void {
    notice.value = question.value = undefined;
    desk.ask(query);
  }

  function scanned(text: string): void {
    // Members scan nobody, and before the log-in there is nobody to ask.
    if (desk.barrier.value || desk.ownId.value !== undefined) return;
    const reading = readScan(text);
    notice.value = question.value = undefined;
    if ('query' in reading) {
      if (desk.batch.value === undefined) go(reading.query);
      else question.value = reading.query;
      return;
    }
    const { value: state } = desk.state;
    const shown = state.phase === 'found' ? state.coupons : [];
    if (shown.some(({ coupon }) => coupon.cpnCode === reading.text)) return desk.highlight(reading.text);
    desk.closeCode();
    notice.value = { ...reading, amongCoupons: shown.length > 0 };
  }

  // Another look-up answers it.
  watch(
    () => desk.state.value.phase,
    (phase) => phase === 'loading' && (notice.value = undefined),
  );
  useScanner(() => desk.idField.value, scanned);
  return { notice, question, go };
}

import { shallowRef, type ShallowRef } from 'vue';
import type { BothLanguages } from '../texts/in-language';

export interface DemoMember {
  memberId: string;
  platformId: string;
  title: BothLanguages;
  coupons: number;
}

/** The path at which a sandbox lists its demo members. A real CRM does not have it. */
const URL = '/sandbox/members';

/** The demo members of the sandbox. The list is empty without a sandbox and in a production build. */
export function useDemoMembers(): Readonly<ShallowRef<DemoMember[]>> {
  const members = shallowRef<DemoMember[]>([]);
  if (!__SANDBOX__) return members;
  void demoMembers(URL)
    .catch(() => [])
    .then((found) => (members.value = found));
  return members;
}

async function demoMembers(url: string): Promise<DemoMember[]> {
  const response = await fetch(url);
  const answer: unknown = response.ok ? await response.json() : [];
  return Array.isArray(answer) ? answer.filter(isDemoMember) : [];
}

function isDemoMember(value: unknown): value is DemoMember {
  const { memberId, platformId, title, coupons } = (value ?? {}) as Partial<DemoMember>;
  const texts = [memberId, platformId, title?.zh, title?.en];
  return texts.every((text) => typeof text === 'string') && typeof coupons === 'number';
}

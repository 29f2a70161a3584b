import { shallowRef, type ShallowRef } from 'vue';
import type { BothLanguages } from '../texts/in-language';

export interface DemoMember {
  memberId: string;
  platformId: string;
  title: BothLanguages;
  coupons: number;
}

/** The members that a sandbox says it made up; none where there is no sandbox. */
export function useDemoMembers(url: string): Readonly<ShallowRef<DemoMember[]>> {
  const members = shallowRef<DemoMember[]>([]);
  void demoMembers(url)
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

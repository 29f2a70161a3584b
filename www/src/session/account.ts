import type { BothLanguages } from '../texts/in-language';

/** The logged-in account. A member may look up only their own coupons. */
export type Account = { role: 'admin' } | { role: 'member'; memberId: string };

/** An account that a demo offers for the log-in. */
export interface DemoAccount {
  id: string;
  title: BothLanguages;
}

export function readAccount(answer: unknown): Account | undefined {
  const { role, memberId } = Object(Object(answer).account) as { role?: unknown; memberId?: unknown };
  if (role === 'admin') return { role };
  return role === 'member' && typeof memberId === 'string' ? { role, memberId } : undefined;
}

export function readDemoAccounts(answer: unknown): DemoAccount[] {
  return Array.isArray(answer) ? answer.filter(isDemoAccount) : [];
}

function isDemoAccount(value: unknown): value is DemoAccount {
  const { id, title } = Object(value) as Partial<DemoAccount>;
  return [id, title?.zh, title?.en].every((text) => typeof text === 'string');
}

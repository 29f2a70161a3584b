import { shallowRef, type ShallowRef } from 'vue';
import { readAccount, readDemoAccounts, type Account, type DemoAccount } from './account';

const SESSION = '/session';
const ACCOUNTS = '/session/accounts';

/** `none`: this gateway does not say who is logged in; its answers then tell. `ended`: somebody was, until the gateway said otherwise. */
export type SessionState = { phase: 'asking' } | { phase: 'out'; ended?: true } | { phase: 'in'; account: Account } | { phase: 'none' };

export interface Session {
  state: Readonly<ShallowRef<SessionState>>;
  check: () => Promise<void>;
  demoAccounts: () => Promise<DemoAccount[]>;
  /** @throws where it failed */
  logIn: (id: string) => Promise<void>;
  logOut: () => Promise<void>;
  /** The gateway said that nobody is logged in any more. */
  ended: () => void;
}

export function useSession(): Session {
  const state = shallowRef<SessionState>({ phase: 'asking' });

  async function check(): Promise<void> {
    const { status, answer } = await answerOf(SESSION);
    const account = status === 200 ? readAccount(answer) : undefined;
    if (account) state.value = { phase: 'in', account };
    else state.value = { phase: status === 401 ? 'out' : 'none' };
  }

  async function demoAccounts(): Promise<DemoAccount[]> {
    const { status, answer } = await answerOf(ACCOUNTS);
    return status === 200 ? readDemoAccounts(answer) : [];
  }

  async function logIn(id: string): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(SESSION, { method: 'POST', headers, body: JSON.stringify({ account: id }) });
    const account = response.ok ? readAccount(await response.json()) : undefined;
    if (!account) throw new Error(`POST ${SESSION}: status ${response.status}`);
    state.value = { phase: 'in', account };
  }

  async function logOut(): Promise<void> {
    await fetch(SESSION, { method: 'DELETE' }).catch(() => undefined);
    // Asked rather than assumed: where the server was not reached, the session lives on.
    await check();
  }

  return { state, check, demoAccounts, logIn, logOut, ended: () => (state.value = { phase: 'out', ended: true }) };
}

/** Nothing of it where there was none, or none in JSON. The body is always read: a request ends only then. */
async function answerOf(path: string): Promise<{ status?: number; answer?: unknown }> {
  try {
    const response = await fetch(path);
    return { status: response.status, answer: await response.json().catch(() => undefined) };
  } catch {
    return {};
  }
}

import { shallowRef, type ShallowRef } from 'vue';
import { readAccount, readDemoAccounts, type Account, type DemoAccount } from './account';

const SESSION = '/session';
const ACCOUNTS = '/session/accounts';

/**
 * `none`: the server has no session endpoint, so only a 401 of the gateway shows that nobody is logged in. `ended`: the session
 * expired while the page was open. `unknown`: the server did not say whether somebody is logged in. `kept`: the log-out failed.
 */
export type SessionState =
  | { phase: 'checking' }
  | { phase: 'out'; why?: 'ended' | 'unknown' }
  | { phase: 'in'; account: Account; kept?: true }
  | { phase: 'none' };

export interface Session {
  state: Readonly<ShallowRef<SessionState>>;
  check: () => Promise<void>;
  demoAccounts: () => Promise<DemoAccount[]>;
  /** @throws if the log-in fails */
  logIn: (id: string) => Promise<void>;
  logOut: () => Promise<void>;
  /** Call this when the gateway answers that the session has ended. */
  ended: () => void;
}

export function useSession(): Session {
  const state = shallowRef<SessionState>({ phase: 'checking' });

  /** The state at the server. Undefined if the server does not answer, or is overloaded or out of order. */
  async function ask(): Promise<SessionState | undefined> {
    const { status, answer } = await answerOf(SESSION);
    if (status === 401) return { phase: 'out' };
    const account = status === 200 ? readAccount(answer) : undefined;
    if (account) return { phase: 'in', account };
    return status === 200 || status === 404 ? { phase: 'none' } : undefined;
  }

  async function check(): Promise<void> {
    state.value = (await ask()) ?? { phase: 'out', why: 'unknown' };
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
    const response = await fetch(SESSION, { method: 'DELETE' }).catch(() => undefined);
    // The server is asked again, because the session still exists if the request to end it did not arrive.
    const now: SessionState = (await ask()) ?? (response?.ok ? { phase: 'out' } : state.value);
    state.value = now.phase === 'in' ? { ...now, kept: true } : now;
  }

  return { state, check, demoAccounts, logIn, logOut, ended: () => (state.value = { phase: 'out', why: 'ended' }) };
}

/** Returns no status if there was no response, and no answer if the body is not JSON. The body is always read, because only then does the request end. */
async function answerOf(path: string): Promise<{ status?: number; answer?: unknown }> {
  try {
    const response = await fetch(path);
    return { status: response.status, answer: await response.json().catch(() => undefined) };
  } catch {
    return {};
  }
}

import { ref } from 'vue';

/** The fault that the sandbox simulates. Its initial value is in the page's address: `?fault=delay=800`. Empty means none. Always empty in a production build. */
export const fault = ref('');

/** Adds the chosen fault to each look-up. It replaces the global `fetch`, which the clients of both modes read at each call. */
export function sendFaults(): void {
  if (!__SANDBOX__) return;
  fault.value = new URLSearchParams(location.search).getAll('fault').join(', ');
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const isLookUp = init?.method === 'POST' && String(input instanceof Request ? input.url : input).includes('/listCpnItemByMember');
    return fetch(input, isLookUp && fault.value ? { ...init, headers: { ...(init.headers as Record<string, string>), 'x-sandbox-fault': fault.value } } : init);
  };
}

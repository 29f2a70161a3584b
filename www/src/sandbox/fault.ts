import { ref } from 'vue';

/** What a sandbox is to do wrong, from the page's own address at first: `?fault=delay=800`. Empty: nothing. Not in a production build. */
export const fault = ref('');

/** Each look-up carries the fault that is chosen then, by whichever client: both take the page's `fetch` at each call. */
export function sendFaults(): void {
  if (!__SANDBOX__) return;
  fault.value = new URLSearchParams(location.search).getAll('fault').join(', ');
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const isLookUp = init?.method === 'POST' && String(input instanceof Request ? input.url : input).includes('/listCpnItemByMember');
    return fetch(input, isLookUp && fault.value ? { ...init, headers: { ...(init.headers as Record<string, string>), 'x-sandbox-fault': fault.value } } : init);
  };
}

import { ref } from 'vue';

/** What a sandbox is to do wrong, from the page's own address at first: `?fault=delay=800`. Empty: nothing. Not in a production build. */
export const fault = ref(__SANDBOX__ ? new URLSearchParams(location.search).getAll('fault').join(', ') : '');

/** Sent with each look-up. */
export const faultHeaders = (): Record<string, string> => (__SANDBOX__ && fault.value ? { 'x-sandbox-fault': fault.value } : {});

/** For a client that outlives the choice of a fault. */
export const sandboxFetch = (): { fetch?: typeof fetch } =>
  __SANDBOX__ ? { fetch: (input, init) => fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), ...faultHeaders() } }) } : {};

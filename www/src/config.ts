import type { DirectConfig } from 'houcaller-coupons';

const BASE_URL = '/htest/openapi/v1';
const CHANNEL = 'hkl-test';

/** The sandbox's own key: public, made up, of no use anywhere else. The key of a real CRM belongs on a server. */
const SANDBOX_KEY = 'sandbox8';

/** Where the sandbox says which members it made up. A real CRM has no such thing. */
export const DEMO_MEMBERS_URL = '/sandbox/members';

/** What the sandbox is to do wrong, from the page's own address: `?fault=delay=800`. Empty: nothing. */
export const fault = new URLSearchParams(location.search).getAll('fault').join(', ');

const key = import.meta.env.VITE_CRM_KEY || SANDBOX_KEY;

export const usesSandboxKey = key === SANDBOX_KEY;

export const crm: DirectConfig = {
  baseUrl: BASE_URL,
  channel: CHANNEL,
  cipher: { key },
  // For trusted, internal pages only; the footer tells whoever opens this one.
  dangerouslyAllowBrowser: true,
  headers: fault ? { 'x-sandbox-fault': fault } : {},
};

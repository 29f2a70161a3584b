// Sends requests to the CRM with Node's `fetch`, without following redirects.

/** `status` and `type` of a redirect that `fetch` did not follow, as in browsers. */
const NOT_FOLLOWED = { status: 0, type: 'opaqueredirect' } as Response;

/**
 * Like `fetch`. Node's `fetch` copies each request and its body for the case of a redirect, which takes a tenth of the
 * time of a call, unless redirects are errors and the request has no window.
 *
 * @param init Is changed.
 */
export async function crmFetch(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, Object.assign(init, { redirect: 'error', window: null }));
  } catch (thrown) {
    // Otherwise a redirect would look like a broken connection, after which the call is retried. Not `instanceof`, because
    // the error may be of another realm, as in Jest.
    const { cause } = Object(thrown);
    if (Object(cause).message === 'unexpected redirect') return NOT_FOLLOWED;
    throw thrown;
  }
}

declare const process: { readonly versions?: { readonly undici?: string } } | undefined;

/** Whether the global `fetch` is Node's. */
export const hasNodeFetch = typeof process === 'object' && process.versions?.undici !== undefined;

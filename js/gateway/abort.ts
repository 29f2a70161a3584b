// As much of cockatiel's `common/abort` as its circuit breaker asks for. The original makes an AbortController as it is loaded, which workerd forbids
// outside of a request; the breaker only ever looks whether this one is aborted.
export const neverAbortedSignal = { aborted: false };

/** For policies that the gateway does not use. */
export const abortedSignal = { aborted: true };
export const deriveAbortController = (): never => {
  throw new TypeError('no policy of the gateway aborts');
};

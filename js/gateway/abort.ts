// As much of cockatiel's `common/abort` as a circuit breaker asks for. Its own begins with an AbortController, which workerd does not allow before there is
// a request.
export const neverAbortedSignal = { aborted: false };
/** For its time-outs, which are not used. */
export const deriveAbortController = undefined;

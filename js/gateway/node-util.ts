// Replaces Node's `util` for prom-client. It formats messages of errors that the gateway never causes.
export const format = String;
export const inspect = String;
export default { format, inspect };

// As much of Node's `util` as prom-client asks for, in messages that nobody sees: the gateway gives it no wrong value.
export const format = String;
export const inspect = String;
export default { format, inspect };

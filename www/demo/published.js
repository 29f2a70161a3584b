// @ts-check
// Replaces published.js of the sandbox, which reads a file. This version bundles the file.
import published from '../../sandbox/published-response.json';

export { published };

// @ts-check
// In place of the sandbox's own, which reads a file.
import published from '../../sandbox/published-response.json';

export { published };

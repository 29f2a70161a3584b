// @ts-check
import { smuggling } from './smuggling.js';
import { suite } from './suite.js';

suite('Node', 'node', { smuggling });

// @ts-check
import { checks } from './checks/index.js';
import { smuggling } from './smuggling.js';
import { suite } from './suite.js';

suite('Node', 'node', { ...checks, smuggling });

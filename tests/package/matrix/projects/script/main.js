import { check } from './check.js';
import * as coupons from './entry.js';

console.log(JSON.stringify(await check(coupons, process.argv[2])));

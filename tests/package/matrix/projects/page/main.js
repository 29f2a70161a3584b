import { check } from './check.js';
import * as coupons from './entry.js';
import { show } from './show.js';

show((crm) => check(coupons, crm));

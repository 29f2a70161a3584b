import { check } from './check.js';
import * as coupons from './entry.js';

self.onmessage = ({ data: crm }) =>
  check(coupons, crm)
    .catch((error) => ({ error: String(error) }))
    .then((outcome) => postMessage(outcome));

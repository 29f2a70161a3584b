import { check } from './check.js';
import * as coupons from './entry.js';

chrome.runtime.onMessage.addListener((crm, sender, answer) => {
  check(coupons, crm).catch((error) => ({ error: String(error) })).then(answer);
  return true;
});

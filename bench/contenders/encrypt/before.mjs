// @ts-check
import * as before from 'houcaller-coupons-before';
import { ofPackage } from './of-package.mjs';

export const name = 'our client in TypeScript';

export const { init, keyPerCall, cachedSchedule } = ofPackage(before);

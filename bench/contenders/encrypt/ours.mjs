// @ts-check
import * as ours from 'houcaller-coupons';
import { ofPackage } from './of-package.mjs';

export const name = 'houcaller-coupons';

export const { init, keyPerCall, cachedSchedule } = ofPackage(ours);

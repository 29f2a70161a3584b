// @ts-check
import * as ours from 'houcaller-coupons/no-wasm';
import { ofPackage } from './of-package.mjs';

export const name = 'houcaller-coupons/no-wasm';

export const { init, keyPerCall, cachedSchedule } = ofPackage(ours);

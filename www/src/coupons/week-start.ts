import type { UsabilityOptions } from 'houcaller-coupons/gateway-client';

export const WEEK_STARTS = ['monday', 'sunday'] as const;

/** Which weekday a coupon's `weekLimit` calls 1. */
export type WeekStart = NonNullable<UsabilityOptions['weekStart']>;

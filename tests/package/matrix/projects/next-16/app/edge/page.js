import { check } from '../../check.js';
import * as coupons from '../../entry.js';

export const runtime = 'edge';

export default async function Page({ searchParams }) {
  const { crm } = await searchParams;
  const outcome = await check(coupons, crm);
  return <pre data-outcome={JSON.stringify(outcome)} />;
}

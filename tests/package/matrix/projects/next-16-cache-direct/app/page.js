import { Suspense } from 'react';
import { connection } from 'next/server';
import { check } from '../check.js';
import * as coupons from '../entry.js';

async function Coupons() {
  // The envelope contains the time, so it must not be created at build time.
  await connection();
  const outcome = await check(coupons, process.env.CRM);
  return <pre data-outcome={JSON.stringify(outcome)} />;
}

export default function Page() {
  return (
    <Suspense fallback={<p>…</p>}>
      <Coupons />
    </Suspense>
  );
}

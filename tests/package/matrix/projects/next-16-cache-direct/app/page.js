import { Suspense } from 'react';
import { connection } from 'next/server';
import { check } from '../check.js';
import * as coupons from '../entry.js';

async function Coupons() {
  // An envelope has the time in it, which is not for `next build` to say.
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

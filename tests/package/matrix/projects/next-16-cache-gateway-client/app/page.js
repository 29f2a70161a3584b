import { Suspense } from 'react';
import { CouponClient, init } from 'houcaller-coupons/gateway-client';

// Nothing in the component waits, neither for a request nor for the module: `next build` refuses it if the clock is read before the first byte is sent.
await init();

async function Coupons() {
  const client = new CouponClient({ gatewayUrl: `${process.env.GATEWAY}/coupons` });
  const coupons = await client.listCoupons({ memberId: 'K1H93QDKI00B7' });
  return <pre data-outcome={JSON.stringify(coupons.map((coupon) => coupon.cpnCode))} />;
}

export default function Page() {
  return (
    <Suspense fallback={<p>…</p>}>
      <Coupons />
    </Suspense>
  );
}

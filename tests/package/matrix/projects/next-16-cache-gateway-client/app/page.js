import { Suspense } from 'react';
import { CouponClient, init } from 'houcaller-coupons/gateway-client';

// Initializes the module outside of the component, because `next build` refuses a component that reads the clock before it sends a
// request.
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

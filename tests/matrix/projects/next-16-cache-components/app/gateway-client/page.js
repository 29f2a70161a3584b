import { Suspense } from 'react';
import { CouponClient } from 'houcaller-coupons/gateway-client';

// Nothing here waits for a request, so that `next build` asks too: whoever looks at the clock before the first byte is sent is refused there.
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

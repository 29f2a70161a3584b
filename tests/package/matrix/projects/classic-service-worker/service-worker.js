importScripts('/node_modules/houcaller-coupons/dist/houcaller-coupons.iife.js', './check.classic.js');

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { pathname, searchParams } = new URL(event.request.url);
  if (pathname !== '/coupons') return;
  const outcome = Check.check(HouCallerCoupons, searchParams.get('crm')).catch((error) => ({ error: String(error) }));
  event.respondWith(outcome.then((result) => Response.json(result)));
});

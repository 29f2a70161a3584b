import { check } from './check.js';
import * as coupons from './entry.js';

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { pathname, searchParams } = new URL(event.request.url);
  if (pathname !== '/coupons') return;
  const outcome = check(coupons, searchParams.get('crm')).catch((error) => ({ error: String(error) }));
  event.respondWith(outcome.then((result) => Response.json(result)));
});

import { show } from './show.js';

// The page requests a path that only the service worker answers.
show(async (crm) => {
  await navigator.serviceWorker.register('./service-worker.js');
  await new Promise((resolve) => {
    if (navigator.serviceWorker.controller) resolve();
    else navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
  });
  const answer = await fetch(`./coupons?crm=${encodeURIComponent(crm)}`);
  return answer.json();
});

/** Milliseconds within which the service worker must take control of the page. */
const TAKEOVER_TIMEOUT_MS = 5_000;

/** Starts the demo without a server: a service worker contains the sandbox, the gateway and the log-in. */
export async function sandboxInTheBrowser(): Promise<void> {
  const { serviceWorker } = navigator;
  await serviceWorker.register(new URL('sandbox-worker.js', document.baseURI));
  if (serviceWorker.controller) return;
  await new Promise<void>((resolve) => {
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
    // A forced reload (Shift+Reload) bypasses the service worker. A normal reload activates it again.
    setTimeout(() => (serviceWorker.controller ? resolve() : location.reload()), TAKEOVER_TIMEOUT_MS);
  });
}

/** Milliseconds for the worker to take this page over. */
const TAKES_OVER = 5_000;

/** For a demonstration without a server: the sandbox, the gateway and the log-in answer from a service worker. */
export async function sandboxInTheBrowser(): Promise<void> {
  const { serviceWorker } = navigator;
  await serviceWorker.register(new URL('sandbox-worker.js', document.baseURI));
  if (serviceWorker.controller) return;
  await new Promise<void>((resolve) => {
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
    // A page that was reloaded past its worker has none until it is loaded as usual.
    setTimeout(() => (serviceWorker.controller ? resolve() : location.reload()), TAKES_OVER);
  });
}

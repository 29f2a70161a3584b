// Types that this entry's declarations take from TypeScript's `dom` library, which conflicts with WeChat's typings. The
// build puts these declarations at the top of the entry's own.

type AbortListener = ((event: any) => void) | { handleEvent(event: any): void };

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: any;
  addEventListener(type: 'abort', listener: AbortListener): void;
  removeEventListener(type: 'abort', listener: AbortListener): void;
  throwIfAborted(): void;
}

declare const fetch: (url: any, init?: any) => Promise<any>;

// Only `InitInput` uses these, and it is for other entries.
type URL = never;
type Request = never;
type Response = never;

export {};

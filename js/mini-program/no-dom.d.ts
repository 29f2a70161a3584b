// What browsers' declarations have and WeChat's have not, and cannot stand beside theirs: as much as the declarations of this entry name.
// The build puts it at their top.

type AbortListener = ((event: any) => void) | { handleEvent(event: any): void };

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: any;
  addEventListener(type: 'abort', listener: AbortListener): void;
  removeEventListener(type: 'abort', listener: AbortListener): void;
  throwIfAborted(): void;
}

declare const fetch: (url: any, init?: any) => Promise<any>;

// Only `InitInput` names these, which is for other entries.
type URL = never;
type Request = never;
type Response = never;

export {};

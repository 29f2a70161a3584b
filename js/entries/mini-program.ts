// The entry for mini-programs of WeChat and similar hosts. The WebAssembly is a file of the code package, and requests
// go through `wx.request`.
export * from '../api.js';
export { AbortController } from '../mini-program/abort-controller.js';
export { default, default as init } from '../mini-program/init.js';
export type { HostRequest, HostRequestOptions } from '../mini-program/host-request.js';
export { requestFetch } from '../mini-program/request-fetch.js';

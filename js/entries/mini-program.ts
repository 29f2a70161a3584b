// WeChat's mini-programs, and those of others that are made alike: the WebAssembly is a file of the code package, the network is `wx.request`.
export * from '../api.js';
export { AbortController } from '../mini-program/abort-controller.js';
export { default, default as init } from '../mini-program/init.js';
export { requestFetch } from '../mini-program/request-fetch.js';
export type { HostRequest, HostRequestOptions } from '../mini-program/request-fetch.js';

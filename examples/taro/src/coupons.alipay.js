// 支付宝：页面里没有 WebAssembly，用接口相同的纯 JavaScript 版本，不需要初始化。
export * from 'houcaller-coupons/mini-program/no-wasm';
export const ready = () => undefined;

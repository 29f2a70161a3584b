// 支付宝:页面里没有 WebAssembly。同样的接口,全是 JavaScript,不用等。
export * from 'houcaller-coupons/mini-program/no-wasm';
export const ready = () => undefined;

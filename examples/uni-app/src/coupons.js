// 各平台的入口不同,其余代码相同。

// #ifdef MP-WEIXIN
// 微信有 WXWebAssembly,它只认代码包里的路径。
import { init } from 'houcaller-coupons/mini-program';
export * from 'houcaller-coupons/mini-program';
export const ready = () => init('/static/mp-weixin/houcaller_coupons_bg.wasm.br');
// #endif

// #ifdef MP-ALIPAY
// 支付宝的页面里没有 WebAssembly:同样的接口,全是 JavaScript,不用等。
export * from 'houcaller-coupons/mini-program/no-wasm';
export const ready = () => undefined;
// #endif

// #ifdef H5
import { init } from 'houcaller-coupons';
export * from 'houcaller-coupons';
export const { AbortController } = window;
export const ready = () => init();
// #endif

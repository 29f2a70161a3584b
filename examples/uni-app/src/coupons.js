// 各平台的入口不同，其余代码相同。

// #ifdef MP-WEIXIN
// 微信有 WXWebAssembly，它只接受代码包里的文件路径。
import { init } from 'houcaller-coupons/mini-program';
export * from 'houcaller-coupons/mini-program';
export const ready = () => init('/static/mp-weixin/houcaller_coupons_bg.wasm.br');
// #endif

// #ifdef MP-ALIPAY
// 支付宝的页面里没有 WebAssembly：用接口相同的纯 JavaScript 版本，不需要初始化。
export * from 'houcaller-coupons/mini-program/no-wasm';
export const ready = () => undefined;
// #endif

// #ifdef H5
import { init } from 'houcaller-coupons';
export * from 'houcaller-coupons';
export const { AbortController } = window;
export const ready = () => init();
// #endif

// 微信：有 WXWebAssembly，它只接受代码包里的文件路径。config/index.js 把文件复制到那里。
import { init } from 'houcaller-coupons/mini-program';

export * from 'houcaller-coupons/mini-program';
export const ready = () => init('/static/houcaller_coupons_bg.wasm.br');

// H5：WebAssembly 已经内联在脚本里，不用复制文件。
import { init } from 'houcaller-coupons';

export * from 'houcaller-coupons';
export const { AbortController } = window;
export const ready = () => init();

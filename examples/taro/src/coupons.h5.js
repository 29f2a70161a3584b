// H5:WebAssembly 就在包里,不用复制文件。
import { init } from 'houcaller-coupons';

export * from 'houcaller-coupons';
export const { AbortController } = window;
export const ready = () => init();

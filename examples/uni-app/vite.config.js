import { copyFileSync, mkdirSync } from 'node:fs';
import uniPlugin from '@dcloudio/vite-plugin-uni';
import { defineConfig } from 'vite';

// 微信要用的 WebAssembly。放在 static/mp-weixin/ 下,其他平台就不会打包它。
const WASM = 'houcaller_coupons_bg.wasm.br';
mkdirSync('src/static/mp-weixin', { recursive: true });
copyFileSync(`node_modules/houcaller-coupons/dist/mini-program/${WASM}`, `src/static/mp-weixin/${WASM}`);

// 这个插件是 CommonJS 的,函数在 default 里。
const uni = uniPlugin.default ?? uniPlugin;

export default defineConfig({ plugins: [uni()] });

import { copyFileSync, mkdirSync } from 'node:fs';
import uniPlugin from '@dcloudio/vite-plugin-uni';
import { defineConfig } from 'vite';

// 微信要用的 WebAssembly 文件。放在 static/mp-weixin/ 下，构建其他平台时就不会带上它。
const WASM = 'houcaller_coupons_bg.wasm.br';
mkdirSync('src/static/mp-weixin', { recursive: true });
copyFileSync(`node_modules/houcaller-coupons/dist/mini-program/${WASM}`, `src/static/mp-weixin/${WASM}`);

// 这个插件是 CommonJS 模块，函数在 default 里。
const uni = uniPlugin.default ?? uniPlugin;

export default defineConfig({ plugins: [uni()] });

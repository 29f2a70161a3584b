import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import icons from 'unplugin-icons/vite';
import { defineConfig, type Plugin } from 'vite';

/** The server that `npm start` runs, with the gateway, the log-in and the sandbox. The development server of the desk uses it too. */
const deskServer = process.env.DESK_SERVER_URL || 'http://127.0.0.1:5173';
const sandbox = process.env.SANDBOX_URL || deskServer;

// The page may send requests only to its own origin, so these paths of the CRM, the sandbox, the gateway and the log-in are proxied.
const proxy = {
  ...Object.fromEntries(['/htest/openapi/v1', '/upload_img', '/sandbox'].map((path) => [path, sandbox])),
  ...Object.fromEntries(['/coupons/', '/session'].map((path) => [path, deskServer])),
};

// Every server of the built page should send this policy. WebAssembly needs 'wasm-unsafe-eval'.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Offers direct mode too, in the `desk.json` of a page that uses the sandbox. In production, whoever deploys the desk has to decide
 * whether a page may have the key.
 */
function directMode(): Plugin {
  const shipped = JSON.parse(readFileSync(join(import.meta.dirname, 'public/desk.json'), 'utf8'));
  const source = JSON.stringify({ ...shipped, modes: ['gateway', 'direct'] });
  return {
    name: 'direct-mode',
    configureServer: ({ middlewares }) => {
      middlewares.use('/desk.json', (_, response) => response.setHeader('content-type', 'application/json').end(source));
    },
    // The output is written after the public folder was copied, so this file replaces the one of that folder.
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'desk.json', source });
    },
  };
}

export default defineConfig(({ mode }) => ({
  // The icons are compiled into the components, so that no request is needed for them.
  plugins: [vue(), icons({ compiler: 'vue3', scale: 1 }), mode !== 'production' && directMode()],
  resolve: {
    // The runtime build without the message compiler, which the content security policy forbids.
    alias: [
      { find: 'vue-i18n', replacement: 'vue-i18n/dist/vue-i18n.runtime.mjs' },
      { find: /^fflate$/, replacement: join(import.meta.dirname, 'src/batch/zip.ts') },
    ],
  },
  define: {
    // A production build contains no demo members, no faults and no key of the sandbox.
    __SANDBOX__: mode !== 'production',
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    // The policy above forbids pictures that are inlined as data: URLs.
    assetsInlineLimit: 0,
    // Terser makes the first look-up 0.6 KB (gzip) smaller than Vite's default minifier.
    minify: 'terser',
    terserOptions: { module: true, compress: { passes: 2 } },
    rolldownOptions: {
      output: {
        // Modules that are loaded together are one file, which compresses better and needs fewer requests.
        codeSplitting: {
          groups: [
            { name: 'page', test: /node_modules.(?:vue|@vue|vue-router|vue-i18n|@intlify|@vueuse)\b|plugin-vue|preload-helper/, priority: 2 },
            {
              name: 'page',
              test: /src.(?:connection|look-up|page|scan|session)\b(?!.(?:Scan|Unknown|StaffOnly|CloseButton|SecretField))|src.[\w-]+\.(?:vue|ts)|texts.(?:i18n|in-language|title)|sandbox.(?:fault|demo-members)\.ts|coupons.(?:CouponResults|CouponSkeleton|china-time|slices|week-start)|forget-batch/,
              priority: 2,
            },
            { name: 'coupons', test: /src.coupons\b|node_modules.@tanstack/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', port: 5174, proxy },
  preview: { host: '127.0.0.1', proxy, headers: { 'content-security-policy': contentSecurityPolicy } },
}));

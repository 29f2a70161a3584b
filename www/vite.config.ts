import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vite';

const sandbox = process.env.SANDBOX_URL || 'http://127.0.0.1:8787';
/** What `npm start` runs: the gateway and the log-in, for a desk that is worked on. */
const deskServer = process.env.DESK_SERVER_URL || 'http://127.0.0.1:5173';

// The gateway, the CRM, its pictures and the sandbox's list of members hang below the page's own origin: it asks no other host.
const proxy = {
  ...Object.fromEntries(['/htest/openapi/v1', '/upload_img', '/sandbox'].map((path) => [path, sandbox])),
  ...Object.fromEntries(['/coupons/', '/session'].map((path) => [path, deskServer])),
};

// What a server of the built page should send too. WebAssembly needs the one exception.
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

export default defineConfig(({ mode }) => ({
  // One set of icons; each is in the page as it is drawn, and nothing is fetched for it.
  plugins: [vue(), icons({ compiler: 'vue3', scale: 1 })],
  resolve: {
    // Without the compiler of messages, whose place is not a page with a strict policy.
    alias: [
      { find: 'vue-i18n', replacement: 'vue-i18n/dist/vue-i18n.runtime.mjs' },
      { find: /^fflate$/, replacement: join(import.meta.dirname, 'src/batch/zip.ts') },
    ],
  },
  define: {
    // Demo members, faults and the sandbox's key: in no production build.
    __SANDBOX__: mode !== 'production',
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: {
    // A picture inlined as a data: address would be refused by the policy above.
    assetsInlineLimit: 0,
    // Measured: 0.6 KB less of a first look-up (gzip) than by what Vite takes by itself.
    minify: 'terser',
    terserOptions: { module: true, compress: { passes: 2 } },
    rolldownOptions: {
      output: {
        // What is fetched together is one file: it compresses better, and a phone asks less often.
        codeSplitting: {
          groups: [
            { name: 'page', test: /node_modules.(?:vue|@vue|vue-router|vue-i18n|@intlify|@vueuse)\b|plugin-vue|preload-helper/, priority: 2 },
            {
              name: 'page',
              test: /src.(?:connection|look-up|page|scan|session)\b(?!.(?:Scan|Unknown|StaffOnly|CloseButton|SecretField))|src.[\w-]+\.(?:vue|ts)|texts.(?:i18n|in-language|title)|sandbox.(?:fault|demo-members)\.ts|coupons.(?:CouponResults|CouponSkeleton|china-time|slices|week-start)|kept-batch/,
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

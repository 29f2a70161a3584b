import { createApp } from 'vue';
import App from './App.vue';
import { loadConfig } from './config';
import { createDesk } from './create-desk';
import { DESK } from './desk';
import { createDeskRouter } from './routes';
import { sendFaults } from './sandbox/fault';
import './styles/tokens.css';
import './styles/base.css';
import i18n, { show, useLanguage } from './texts/i18n';
import { announceMissingFiles } from './texts/missing-file';

announceMissingFiles();
sendFaults();
if (import.meta.env.MODE === 'demo') await (await import('./sandbox/in-the-browser')).sandboxInTheBrowser();
await Promise.all([loadConfig(), show(useLanguage().value)]);
const router = createDeskRouter();
createApp(App).use(i18n).provide(DESK, createDesk(router)).use(router).mount('#app');

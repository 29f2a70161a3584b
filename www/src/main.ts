import { createApp } from 'vue';
import App from './App.vue';
import { createDesk, DESK } from './desk';
import { createDeskRouter } from './routes';
import './styles/tokens.css';
import './styles/base.css';
import i18n, { show, useLanguage } from './texts/i18n';

await show(useLanguage().value);
const router = createDeskRouter();
createApp(App).use(i18n).provide(DESK, createDesk(router)).use(router).mount('#app');

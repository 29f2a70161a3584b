import { createApp } from 'vue';
import App from './App.vue';
import './styles/tokens.css';
import './styles/base.css';
import i18n, { show, useLanguage } from './texts/i18n';

await show(useLanguage().value);
createApp(App).use(i18n).mount('#app');

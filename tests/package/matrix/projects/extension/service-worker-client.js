import { show } from './show.js';

show((crm) => chrome.runtime.sendMessage(crm));

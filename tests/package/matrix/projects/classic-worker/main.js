import { show } from './show.js';

const worker = new Worker('./worker.js');

show(
  (crm) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(crm);
    }),
);

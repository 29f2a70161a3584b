// @ts-check
// For `node --import`: the package's name leads to the development build.
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { DEVELOPMENT_ENTRY } from './development.mjs';

const entry = pathToFileURL(DEVELOPMENT_ENTRY).href;
const hooks = `export const resolve = (name, context, next) => (name === 'houcaller-coupons' ? { url: ${JSON.stringify(entry)}, shortCircuit: true } : next(name, context));`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

// @ts-check

export { openNode } from './node.mjs';
export { launch, launchWithProfile, openPage } from './chromium.mjs';
export { openNative } from './native.mjs';

/** Whether what only a sandbox needs is in this build. */
declare const __SANDBOX__: boolean;

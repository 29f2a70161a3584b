/** Whether this build contains the tools for a sandbox: demo members, faults and the key of the sandbox. */
declare const __SANDBOX__: boolean;

interface ImportMetaEnv {
  readonly VITE_CRM_KEY?: string;
}

/** Whether what only a sandbox needs is in this build. */
declare const __SANDBOX__: boolean;

declare module 'jsbarcode/bin/barcodes/EAN_UPC/EAN13.js' {
  interface Ean13 {
    /** One character a module: `1` is dark. */
    encode(): { data: string };
  }
  /** A module of CommonJS, of which bundlers make a default export in one of two ways. */
  const exported: { default: new (code: string, options: { flat: true }) => Ean13 };
  export default exported;
}

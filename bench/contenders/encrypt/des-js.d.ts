declare module 'des.js' {
  /** Of what it exports, what is used here. */
  const des: { DES: { create(options: { type: 'encrypt'; key: Uint8Array }): { update(data: Uint8Array): number[] } } };
  export default des;
}

/** Starts a browser download of a file. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser reads the URL after the click handler, so it is revoked later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const MOST_BYTES = 5 * 1024 * 1024;

export type FileText = { text: string } | { wrong: 'tooLarge' | 'notText' };

/** Reads a text file in UTF-8 or GB 18030. Excel in China writes CSV in GBK, which is a subset of GB 18030. */
export async function readFileText(file: File): Promise<FileText> {
  if (file.size > MOST_BYTES) return { wrong: 'tooLarge' };
  const bytes = await file.arrayBuffer();
  const text = decoded('utf-8', bytes) ?? decoded('gb18030', bytes);
  return text === undefined || text.includes('\0') ? { wrong: 'notText' } : { text };
}

function decoded(encoding: string, bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

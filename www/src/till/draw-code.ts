import type { Drawing } from './drawing';

export const CODE_FORMS = ['barcode', 'qr'] as const;
export type CodeForm = (typeof CODE_FORMS)[number];

/** Draws a code. The module for each form is loaded with the first code of that form. */
export async function drawCode(form: CodeForm, code: string): Promise<Drawing> {
  if (form === 'qr') return (await import('./qr')).qr(code);
  return (await import('./ean13')).ean13(code);
}

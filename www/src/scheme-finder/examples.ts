import type { Example } from 'houcaller-coupons/slim';

export type Examples = { examples: Example[] } | { wrongLine: number };

/** The param comes first: in hex or base64 it never holds white space, and a plaintext may. */
const LINE = /^([0-9A-Za-z+/_-]+=*)\s+(\S.*)$/;

/** Reads one example a line; blank lines do not count. */
export function readExamples(text: string): Examples {
  const examples: Example[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    const [, param, plaintext] = LINE.exec(line.trim()) ?? [];
    if (!param || !plaintext) return { wrongLine: index + 1 };
    examples.push({ plaintext, param });
  }
  return { examples };
}

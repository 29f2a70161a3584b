import type { Example } from 'houcaller-coupons/slim';

/** `lines` has the number of each example's line. */
export type Examples = { examples: Example[]; lines: number[] } | { wrongLine: number };

/** A param may hold white space; a plaintext is in practice a JSON object, and no param holds a brace. One space between the two is neither's. */
const BEFORE_OBJECT = /^([\w+/=\s-]*[\w+/=-]\s*?)\s?(\{.*)$/;

/** Before any other plaintext nothing but the first white space tells where the param ends. */
const BEFORE_WHITE_SPACE = /^\s*([\w+/-]+=*)\s+(\S.*)$/;

/** Reads one example a line; blank lines do not count. */
export function readExamples(text: string): Examples {
  const examples: Example[] = [];
  const lines: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    // Not trimmed at its start: base64 may begin with a `+` that became a space.
    const written = line.trimEnd();
    const [, param, plaintext] = BEFORE_OBJECT.exec(written) ?? BEFORE_WHITE_SPACE.exec(written) ?? [];
    if (!param || !plaintext) return { wrongLine: index + 1 };
    examples.push({ plaintext, param });
    lines.push(index + 1);
  }
  return { examples, lines };
}

import type { Example } from 'houcaller-coupons/slim';

/** `lines` contains the line number of each example. */
export type Examples = { examples: Example[]; lines: number[] } | { wrongLine: number };

/** A param may contain white space, and the plaintext is usually a JSON object. No param contains a brace, so the brace starts the plaintext. One space before it separates the two. */
const BEFORE_OBJECT = /^([\w+/=\s-]*[\w+/=-]\s*?)\s?(\{.*)$/;

/** If the plaintext is not a JSON object, the param ends at the first white space. */
const BEFORE_WHITE_SPACE = /^\s*([\w+/-]+=*)\s+(\S.*)$/;

/** Reads one example per line and skips blank lines. */
export function readExamples(text: string): Examples {
  const examples: Example[] = [];
  const lines: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    // The start is not trimmed, because base64 may begin with a `+` that was decoded as a space.
    const written = line.trimEnd();
    const [, param, plaintext] = BEFORE_OBJECT.exec(written) ?? BEFORE_WHITE_SPACE.exec(written) ?? [];
    if (!param || !plaintext) return { wrongLine: index + 1 };
    examples.push({ plaintext, param });
    lines.push(index + 1);
  }
  return { examples, lines };
}

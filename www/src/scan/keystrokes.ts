/** A scanner types a character every few milliseconds, and a slow one about every 50. People do not type so many characters so fast. */
const LONGEST_GAP_MS = 100;
const AVERAGE_GAP_MS = 50;
/** Ids and codes are at least this long. Words that people type quickly are shorter. */
const SHORTEST_SCAN = 6;

/** The keys that a scanner sends after a code. */
const END_KEYS = ['Enter', 'Tab'];

export interface Keystroke {
  key: string;
  /** The time in milliseconds. */
  at: number;
}

export interface Recognised {
  /** This is the first character of a possible scan. */
  begins?: true;
  /** The scanned text. It is set on the end key. */
  scanned?: string;
}

/** Distinguishes a scan from typing by the timing of the keys. */
export function createRecogniser(): (stroke: Keystroke) => Recognised {
  let text = '';
  let [first, last] = [0, 0];

  return ({ key, at }) => {
    if (at - last > LONGEST_GAP_MS) text = '';
    if (END_KEYS.includes(key)) {
      const scanned = text;
      text = '';
      const isFast = last - first <= AVERAGE_GAP_MS * (scanned.length - 1);
      return scanned.length >= SHORTEST_SCAN && isFast ? { scanned } : {};
    }
    // Shift and other modifier keys may come between characters.
    if ([...key].length !== 1) return {};
    const begins = text === '';
    if (begins) first = at;
    text += key;
    last = at;
    return begins ? { begins } : {};
  };
}

/** The characters of the keys of a US keyboard that are neither letters nor digits, by the `code` of the key: without Shift, then with it. */
const PUNCTUATION: Readonly<Record<string, string>> = {
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
};
/** The characters of the digit keys 0 to 9 with Shift. */
const SHIFTED_DIGITS = ')!@#$%^&*(';

/** The character of a key. If an input method handles the key, its position gives the character of a US keyboard, which scanners emulate. */
export function keyOf({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  if (key !== 'Process' && key !== 'Unidentified') return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const [, block, digit] = /^(Digit|Numpad)(\d)$/.exec(code) ?? [];
  if (digit && !shiftKey) return digit;
  if (block === 'Digit') return SHIFTED_DIGITS[Number(digit)] ?? code;
  if (code === 'NumpadEnter') return 'Enter';
  return PUNCTUATION[code]?.[shiftKey ? 1 : 0] ?? code;
}

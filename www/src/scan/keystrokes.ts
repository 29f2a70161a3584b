/** A scan gun types a character every few milliseconds, the slowest in about 50; nobody does, not for so many in a row. */
const LONGEST_GAP_MS = 100;
const AVERAGE_GAP_MS = 50;
/** No id and no code is shorter, and a word that is typed in one go is. */
const SHORTEST = 6;

/** With which a gun ends what it typed. */
const ENDS = ['Enter', 'Tab'];

export interface Keystroke {
  key: string;
  /** Milliseconds. */
  at: number;
}

export interface Recognised {
  /** The first character of what may be a scan. */
  begins?: true;
  /** What was scanned, with the key that ends it. */
  scanned?: string;
}

/** Tells a scan from typing by its timing, key by key. */
export function createRecogniser(): (stroke: Keystroke) => Recognised {
  let text = '';
  let [first, last] = [0, 0];

  return ({ key, at }) => {
    if (at - last > LONGEST_GAP_MS) text = '';
    if (ENDS.includes(key)) {
      const scanned = text;
      text = '';
      const isFast = last - first <= AVERAGE_GAP_MS * (scanned.length - 1);
      return scanned.length >= SHORTEST && isFast ? { scanned } : {};
    }
    // Shift and the like stand between characters.
    if ([...key].length !== 1) return {};
    const begins = text === '';
    if (begins) first = at;
    text += key;
    last = at;
    return begins ? { begins } : {};
  };
}

/** Of a key that an input method has taken, which character it has on the keyboards that scan guns speak. */
export function keyOf({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  if (key !== 'Process' && key !== 'Unidentified') return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit && !shiftKey) return digit;
  if (code === 'Minus') return shiftKey ? '_' : '-';
  return code === 'NumpadEnter' ? 'Enter' : code;
}

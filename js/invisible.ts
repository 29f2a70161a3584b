/**
 * Invisible characters, for a character class of a regular expression with the flag `u`: control characters, white
 * space other than the ordinary space, format characters, and characters that Unicode says to ignore in display.
 * Escapes of four digits work in every dialect of regular expressions. src/client/query.rs has the same list.
 */
export const INVISIBLE =
  '\\u0000-\\u001F\\u007F-\\u00A0\\u00AD\\u034F\\u061C\\u115F\\u1160\\u1680\\u17B4\\u17B5\\u180B-\\u180F\\u2000-\\u200F\\u2028-\\u202F' +
  '\\u205F-\\u206F\\u3000\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}';

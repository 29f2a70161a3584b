/**
 * Characters that show nothing, for a class of a regular expression with the flag `u`: control characters, white space other than the ordinary space, and
 * what Unicode has a display format with or ignore. The escapes of four digits are those that every dialect of regular expressions reads.
 * The crate has the same in src/client/query.rs.
 */
export const INVISIBLE =
  '\\u0000-\\u001F\\u007F-\\u00A0\\u00AD\\u034F\\u061C\\u115F\\u1160\\u1680\\u17B4\\u17B5\\u180B-\\u180F\\u2000-\\u200F\\u2028-\\u202F' +
  '\\u205F-\\u206F\\u3000\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}';

/** Attributes for fields whose content must not leave the page. They stop browsers and password managers from storing or sending it. */
export const NO_AUTOFILL = {
  autocomplete: 'off',
  autocapitalize: 'off',
  autocorrect: 'off',
  // A spelling checker or writing assistant may send the text to a server.
  spellcheck: false,
  writingsuggestions: 'false',
  'data-1p-ignore': '',
  'data-bwignore': '',
  'data-lpignore': 'true',
};

/** For fields whose content must not leave the page: browsers and password managers keep or send it unless told. */
export const KEPT_HERE = {
  autocomplete: 'off',
  autocapitalize: 'off',
  autocorrect: 'off',
  // A spelling or writing aid may run on somebody else's server.
  spellcheck: false,
  writingsuggestions: 'false',
  'data-1p-ignore': '',
  'data-bwignore': '',
  'data-lpignore': 'true',
};

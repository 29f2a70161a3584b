/** What vue-i18n gives a message that has values in it. */
export interface Given<Values> {
  values: Values;
}

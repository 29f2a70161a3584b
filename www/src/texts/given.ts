/** The argument that vue-i18n passes to a message with values. */
export interface Given<Values> {
  values: Values;
}

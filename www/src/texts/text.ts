/** Every text of the page is in both its languages. */
export interface Text {
  zh: string;
  en: string;
}

/** For attributes, which cannot mark which part is in which language. */
export const plain = ({ zh, en }: Text): string => `${zh} ${en}`;

/** Two texts beside each other, as one. */
export const joined = (texts: Text[], [zh, en]: readonly [zh: string, en: string]): Text => ({
  zh: texts.map((text) => text.zh).join(zh),
  en: texts.map((text) => text.en).join(en),
});

const decimal = new Intl.NumberFormat('en');

/** A number with its thousands marked. */
export const count = (number: number): string => decimal.format(number);

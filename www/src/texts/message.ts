import type { Given } from './given';
import type zhCN from './zh-CN';

type Words<T> = T extends string ? string : T extends (given: infer Values) => string ? (given: Values) => string : { [Name in keyof T]: Words<T[Name]> };

/** The messages of a language. The Chinese messages define the keys. */
export type Messages = Words<typeof zhCN>;

type Path<T, Before extends string = ''> = {
  [Name in keyof T & string]: T[Name] extends string | ((given: never) => string) ? `${Before}${Name}` : Path<T[Name], `${Before}${Name}.`>;
}[keyof T & string];

/** The key of a message, such as `page.title`. */
export type Key = Path<Messages>;

type MessageAt<T, K extends string> = K extends `${infer Name}.${infer Rest}`
  ? Name extends keyof T
    ? MessageAt<T[Name], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : never;

/** The values that a message takes. */
export type ValuesOf<K extends Key> = MessageAt<Messages, K> extends (given: Given<infer Values>) => string ? [values: Values] : [];

/** The keys of messages without values. */
export type PlainKey = { [K in Key]: ValuesOf<K> extends [] ? K : never }[Key];

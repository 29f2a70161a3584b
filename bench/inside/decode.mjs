// @ts-check
import { decoders } from '../contenders/decode/index.mjs';
import { checked } from './checked.mjs';
import { named } from './named.mjs';

/** @param {import('./contest.mjs').DecodeTask} task */
export async function prepareDecode({ contender, answerUrl, coupons }) {
  const { decode } = named(decoders, contender);
  const text = await (await fetch(answerUrl)).text();
  return () => checked(decode(text), contender, coupons);
}

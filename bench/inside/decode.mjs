// @ts-check
import { decoders } from '../contenders/decode/index.mjs';
import { checked } from './checked.mjs';
import { named } from './named.mjs';

/** @param {import('../types.js').DecodeTask} task */
export async function prepareDecode({ contender, answerUrl, coupons }) {
  const { open } = named(decoders, contender);
  const decode = await open(await (await fetch(answerUrl)).text());
  return async () => checked(await decode(), contender, coupons);
}

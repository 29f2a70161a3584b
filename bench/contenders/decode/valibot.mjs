// @ts-check
import * as v from 'valibot';
import { atOnce } from './at-once.mjs';

export const name = 'valibot';

const strict = v.string();
const lenient = v.nullish(v.string(), '');

const answer = v.looseObject({
  code: v.literal(0),
  data: v.looseObject({
    list: v.array(
      v.looseObject({
        id: strict,
        cpnCode: strict,
        cpnName: strict,
        begDate: strict,
        endDate: strict,
        cpnType: lenient,
        cpnid: lenient,
        mmbid: lenient,
        openid: lenient,
        picUrl: lenient,
        status: v.union([v.number(), v.pipe(v.string(), v.regex(/^[+-]?\d+$/), v.transform(Number))]),
      }),
    ),
  }),
});

export const open = atOnce((text) => v.parse(answer, JSON.parse(text)).data.list);

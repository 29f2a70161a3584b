// @ts-check
import { z } from 'zod';
import { atOnce } from './at-once.mjs';

export const name = 'zod';

const strict = z.string();
const lenient = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

const answer = z.looseObject({
  code: z.literal(0),
  data: z.looseObject({
    list: z.array(
      z.looseObject({
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
        status: z.union([
          z.number(),
          z
            .string()
            .regex(/^[+-]?\d+$/)
            .transform(Number),
        ]),
      }),
    ),
  }),
});

export const open = atOnce((text) => answer.parse(JSON.parse(text)).data.list);

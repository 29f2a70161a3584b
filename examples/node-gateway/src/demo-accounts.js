// @ts-check
// Accounts without passwords for a demonstration with the sandbox and its members.
import { HTTPException } from 'hono/http-exception';

/** @typedef {import('./sessions.js').Account & { title: { zh: string, en: string } }} DemoAccount */

/** @type {DemoAccount[]} */
export const demoAccounts = [
  { id: 'admin', role: 'admin', title: { zh: '管理员', en: 'Admin' } },
  { id: 'published', role: 'member', memberId: 'K1H93QDKI00B7', title: { zh: '文档中的会员', en: "The documentation's member" } },
  { id: 'ordinary', role: 'member', memberId: 'SANDBOXMEMBER', title: { zh: '普通会员', en: 'An ordinary member' } },
  { id: 'newcomer', role: 'member', memberId: 'SANDBOXNONE00', title: { zh: '没有优惠券的会员', en: 'A member without coupons' } },
];

/** @type {import('./sessions.js').LogIn} */
export async function demoLogIn(body) {
  const { account: id, ...rest } = Object(body);
  if (typeof id !== 'string' || Object.keys(rest).length > 0) throw new HTTPException(400, { message: 'expected {"account": an id}' });
  return demoAccounts.find((account) => account.id === id) ?? null;
}

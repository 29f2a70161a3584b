// @ts-check
// The members of the sandbox and their coupons.
import { couponIssuer, ean13 } from './coupons.js';
import { ApiFailure, failures } from './failures.js';
import { PICTURES } from './pictures.js';
import { published } from './published.js';

/**
 * @typedef {object} Member
 * @property {string} memberId
 * @property {string} platformId
 * @property {{ zh: string, en: string }} title what the member's coupons demonstrate
 * @property {(day: import('./china-day.js').Day) => import('./published.js').Answer} answer the successful answer, with dates relative to today
 *
 * @typedef {object} MadeUpMember
 * @property {string} name six characters that complete the member id
 * @property {{ zh: string, en: string }} title
 * @property {(issue: import('./coupons.js').Issue, day: import('./china-day.js').Day) => unknown[]} coupons
 */

/** @type {Member} */
const publishedMember = {
  memberId: 'K1H93QDKI00B7',
  platformId: published.data.list[0].openid,
  title: { zh: '文档中的会员', en: "The documentation's member, answered as published" },
  answer: () => published,
};

/** A well-formed id that no member has. */
export const NOBODY = 'SANDBOXNOBODY';

const EVERY_DAY = '1,2,3,4,5,6,7';

/**
 * A list of this length with coupons of all kinds.
 *
 * @param {number} length
 * @returns {MadeUpMember['coupons']}
 */
const many = (length) => (issue, day) => {
  const kinds = [
    { name: '牛排优惠券', picUrl: PICTURES.steak, cpnType: '0' },
    { name: '午餐优惠券', picUrl: PICTURES.lunch, cpnType: '0', timeLimit: '11:00-14:00' },
    { name: '饮品优惠券', picUrl: PICTURES.drink, cpnType: '1', weekLimit: EVERY_DAY },
    { name: '甜品优惠券', picUrl: PICTURES.cake, cpnType: '1', weekLimit: '6,7' },
    { name: '商城优惠券', picUrl: PICTURES.gift, cpnType: '2' },
  ];
  const statuses = [0, 0, 0, 1, 0, 2, 0];
  return Array.from({ length }, (_, index) => {
    const { name, ...fields } = kinds[index % kinds.length];
    const status = statuses[index % statuses.length];
    const useTime = status === 1 ? `${day(-1 - (index % 20))} 12:00:00` : '';
    const endDate = status === 2 ? day(-1 - (index % 20)) : day(index % 60);
    return issue(`${name}第${index + 1}张`, { ...fields, status, useTime, endDate });
  });
};

/** @type {MadeUpMember[]} */
const madeUp = [
  {
    name: 'MEMBER',
    title: { zh: '日常会员', en: 'An ordinary member' },
    coupons: (issue, day) => [
      issue('西冷牛排30元券', { content: '每桌限用一张,不与其他优惠同享。', endDate: day(3) }),
      issue('工作日午餐套餐券', { picUrl: PICTURES.lunch, timeLimit: '11:00-14:00', weekLimit: '1,2,3,4,5' }),
      issue('冰爽柠檬茶买一送一', { picUrl: PICTURES.drink, cpnType: '1', weekLimit: EVERY_DAY }),
      issue('生日蛋糕兑换券', { picUrl: PICTURES.cake, begDate: day(5), endDate: day(12) }),
      issue('会员商城满减券', { picUrl: PICTURES.gift, cpnType: '2' }),
      issue('新会员20元全场券', { status: 1, useTime: `${day(-6)} 12:31:07`, orgName: '豪客来(沙箱店)', orgUse: 1 }),
    ],
  },
  {
    name: 'STATUS',
    title: { zh: '每一种状态', en: 'Every status, an unknown one, and one as a string' },
    coupons: (issue, day) => [
      issue('未使用的券', { status: 0 }),
      issue('已使用的券', { status: 1, useTime: `${day(-2)} 18:20:00` }),
      issue('已过期的券', { status: 2, begDate: day(-90), endDate: day(-10) }),
      issue('已退款的券', { status: 3 }),
      issue('赠送中的券', { status: 7, picUrl: PICTURES.gift }),
      issue('状态未知的券', { status: 9 }),
      issue('状态是字符串的券', { status: '0' }),
      issue('已使用且状态是字符串的券', { status: '1', useTime: `${day(-1)} 11:05:42` }),
    ],
  },
  {
    name: 'WINDOW',
    title: { zh: '每一种可用时段', en: 'Every window of hours' },
    coupons: (issue) => [
      issue('全天可用券', { timeLimit: '' }),
      issue('午餐券', { picUrl: PICTURES.lunch, timeLimit: '11:00-14:00' }),
      issue('午餐晚餐券', { picUrl: PICTURES.lunch, timeLimit: '11:00-14:00,17:00-21:00' }),
      issue('早中晚三段券', { timeLimit: '07:30-09:30,11:00-14:00,17:00-21:00' }),
      issue('夜宵券', { picUrl: PICTURES.drink, timeLimit: '22:00-02:00' }),
      issue('午餐夜宵券', { picUrl: PICTURES.drink, timeLimit: '11:00-14:00,22:00-02:00' }),
      issue('时段不是时间的券', { timeLimit: '营业时间内' }),
      issue('时段写错的券', { timeLimit: '25:00-14' }),
      issue('工作日午餐券', { picUrl: PICTURES.lunch, timeLimit: '11:00-14:00', weekLimit: '1,2,3,4,5' }),
    ],
  },
  {
    name: 'WEEKLY',
    title: { zh: '每一种可用星期', en: 'Every window of weekdays' },
    coupons: (issue) => [
      issue('不限星期券', { weekLimit: '' }),
      issue('每天可用券', { weekLimit: EVERY_DAY }),
      issue('工作日券', { weekLimit: '1,2,3,4,5' }),
      issue('周末券', { weekLimit: '6,7', picUrl: PICTURES.cake }),
      issue('仅一天可用券', { weekLimit: '3' }),
      issue('星期超出范围的券', { weekLimit: '0,8' }),
      issue('星期不是数字的券', { weekLimit: '周一至周五' }),
    ],
  },
  {
    name: 'PERIOD',
    title: { zh: '每一种有效期', en: 'Not yet valid, first day, last day, expired' },
    coupons: (issue, day) => [
      issue('明天开始的券', { begDate: day(1), endDate: day(31) }),
      issue('今天开始的券', { begDate: day(0), endDate: day(30) }),
      issue('今天到期的券', { begDate: day(-30), endDate: day(0) }),
      issue('仅今天有效的券', { begDate: day(0), endDate: day(0) }),
      issue('昨天到期但状态未使用的券', { begDate: day(-30), endDate: day(-1), status: 0 }),
      issue('一年后才开始的券', { begDate: day(365), endDate: day(730) }),
    ],
  },
  {
    name: 'NONE00',
    title: { zh: '没有优惠券', en: 'No coupon at all' },
    coupons: () => [],
  },
  {
    name: '010000',
    title: { zh: '一万张优惠券', en: 'A list of 10,000' },
    coupons: many(10_000),
  },
  {
    name: 'NOVEL0',
    title: { zh: '前所未见的字段', en: 'Unknown fields' },
    coupons: (issue) => [
      issue('带新字段的券', { faceValue: 20, refundable: true, remark: null, unit: '元' }),
      issue('带嵌套字段的券', {
        rules: { stores: [{ code: '0101', tags: ['机场', '✈️'] }], limits: { perTable: 1, perDay: null } },
        history: [[1, 2], [], [{ at: '2020-01-17' }]],
      }),
      issue('字段名特殊的券', { '': '空字段名', 券面值: '20.00', 'with space': 1, constructor: 'text', toString: 0 }),
    ],
  },
  {
    name: 'SPARSE',
    title: { zh: '缺少次要字段', en: 'Lenient fields absent or null' },
    coupons: (issue) => {
      const undocumented = Object.fromEntries(
        ['cacStatus', 'content', 'cpnId', 'cpnids', 'orgName', 'orgUse', 'orgcode', 'sellScene']
          .concat(['timeLimit', 'useTime', 'weekLimit'])
          .map((field) => [field, undefined]),
      );
      const lenient = ['cpnType', 'cpnid', 'mmbid', 'openid', 'picUrl'];
      /** @param {undefined | null | string} value */
      const all = (value) => Object.fromEntries(lenient.map((field) => [field, value]));
      return [issue('只有必需字段的券', { ...undocumented, ...all(undefined) }), issue('次要字段为空值的券', all(null)), issue('次要字段为空串的券', all(''))];
    },
  },
  {
    name: 'EMOJI0',
    title: { zh: '中文与表情', en: 'Chinese text and emoji' },
    coupons: (issue) => [
      issue('🥩牛排节🔥满100减30', { content: '仅限堂食🍽️,祝您用餐愉快!😋' }),
      issue('👨‍👩‍👧‍👦全家福套餐券', { picUrl: PICTURES.lunch }),
      issue('🇨🇳国庆特惠🎉', { picUrl: PICTURES.gift }),
      issue('生僻字𠮷野家𰻝𰻝面券', { orgName: '𠮷祥店' }),
      issue('<b>不是标签</b> & "引号" \\ 反斜杠\n换行', { content: '<img src=x onerror=alert(1)>' }),
      issue('名称很长的优惠券'.repeat(12)),
      issue('\u200f从右到左 مرحبا\u200e', { picUrl: PICTURES.drink }),
    ],
  },
  {
    name: 'TILL00',
    title: { zh: '收银台的券码', en: 'Codes for the till, one with a wrong check digit' },
    coupons: (issue) => [
      issue('券码正确的券'),
      issue('券码以零开头的券', { cpnCode: ean13('029000000001') }),
      issue('券码校验位错误的券', { cpnCode: '2911000000034' }),
    ],
  },
  {
    name: 'PHOTOS',
    title: { zh: '图片', en: 'Pictures: one missing, none, a path in Chinese' },
    coupons: (issue) => [
      issue('图片正常的券', { picUrl: PICTURES.cake }),
      issue('图片路径是中文的券', { picUrl: PICTURES.chinesePath }),
      issue('图片丢失的券', { picUrl: '/upload_img/sandbox/lost.jpg' }),
      issue('没有图片的券', { picUrl: '' }),
    ],
  },
  {
    name: '000200',
    title: { zh: '两百张优惠券', en: 'A list of 200' },
    coupons: many(200),
  },
];

/** @type {readonly Member[]} */
export const members = [
  publishedMember,
  ...madeUp.map(({ name, title, coupons }, index) => {
    const memberId = `SANDBOX${name}`;
    const platformId = `oSandbox-_madeUp_${name.toLowerCase()}_000000`.slice(0, 29);
    const owner = { memberId, platformId, series: index + 1 };
    return {
      memberId,
      platformId,
      title,
      /** @param {import('./china-day.js').Day} day */
      answer: (day) => ({ msg: '操作成功', code: 0, data: { list: coupons(couponIssuer(owner, day), day) } }),
    };
  }),
];

const byMemberId = new Map(members.map((member) => [member.memberId, member]));
const byPlatformId = new Map(members.map((member) => [member.platformId, member]));

/**
 * @param {import('./envelope.js').MemberQuery} query
 * @returns {Member}
 */
export function findMember({ memberId, platformId }) {
  const found = new Set();
  if (memberId) found.add(byMemberId.get(memberId));
  if (platformId) found.add(byPlatformId.get(platformId));
  if (found.size > 1) throw new ApiFailure(failures.idsDiffer);

  const [member] = found;
  if (!member) throw new ApiFailure(failures.unknownMember);
  return member;
}

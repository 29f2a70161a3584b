import type { MemberQuery } from 'houcaller-coupons/gateway-client';

/** Codes that staff may scan by mistake, because a till or a phone shows them, but that are not the id of a member. */
export type Lookalike = 'coupon' | 'phone' | 'payment' | 'url' | 'product' | 'other';

export type ScanReading = { query: MemberQuery } | { lookalike: Lookalike; text: string };

/** Control characters, direction marks and zero-width characters. No id contains any. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;
/** The AIM symbology identifier, such as `]E0` or `]Q3`, which a scanner may put before a code. */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;
/** A label that a printed code may contain before the id. */
const LABEL = /^(?:会员\s?(?:码|卡号?|编号|ID)?|平台\s?ID|member\s?(?:id)?|platform\s?(?:id)?|open\s?id|id)\s*[:=]\s*/i;

/** Normalizes full-width characters and removes invisible ones, the symbology identifier and a label. */
export const cleaned = (text: string): string => text.normalize('NFKC').replace(INVISIBLE, '').trim().replace(SYMBOLOGY, '').replace(LABEL, '').trim();

/** Whether the text looks like a WeChat openid, which usually has 28 characters. */
export const isLikePlatformId = (text: string): boolean => /^o[\w-]{25,31}$/.test(text);

/** Whether the text has the form of the member id in the CRM's documentation. */
export const isLikeMemberId = (text: string): boolean => /^(?=.*[A-Z])[A-Z0-9]{13}$/.test(text);

/** The first form that fits decides. A coupon's code is an EAN-13 with a prefix that GS1 gives to no product of China. */
const LOOKALIKES: readonly [form: RegExp, lookalike: Lookalike][] = [
  // The GS1 prefixes of China, and of periodicals and books.
  [/^(?:69\d|97[789])\d{10}$/, 'product'],
  [/^\d{13}$/, 'coupon'],
  [/^(?:\+?86)?1[3-9]\d{9}$/, 'phone'],
  // Payment codes of WeChat, Alipay and UnionPay.
  [/^(?:1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22}|62\d{17})$/, 'payment'],
  [/^(?:\d{8}|\d{12}|\d{14})$/, 'product'],
];

const ID_PARAMETERS = [
  [/^(?:member_?id|mmbid)$/i, 'memberId'],
  [/^(?:platform_?id|open_?id)$/i, 'platformId'],
] as const;

/** Classifies a scanned text. The CRM does not publish the form of ids, so a text that is no other known code is taken for a member id. */
export function readScan(scanned: string): ScanReading {
  const text = cleaned(scanned);
  if (isLikePlatformId(text)) return { query: { platformId: text } };
  const url = urlOf(text);
  if (url) return inUrl(url) ?? { lookalike: 'url', text };
  const lookalike = LOOKALIKES.find(([form]) => form.test(text))?.[1];
  if (lookalike) return { lookalike, text };
  return /^[\w-]{4,64}$/.test(text) ? { query: { memberId: text } } : { lookalike: 'other', text };
}

function urlOf(text: string): URL | undefined {
  if (!/^(?:https?|weixin|alipays?):\/\//i.test(text)) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Reads the id from a link, because a member's code may be a link with the id as a parameter. The hash may contain a query too. */
function inUrl(url: URL): ScanReading | undefined {
  const inHash = new URLSearchParams(/\?(.*)/.exec(url.hash)?.[1]);
  for (const [name, value] of [...url.searchParams, ...inHash]) {
    const kind = ID_PARAMETERS.find(([form]) => form.test(name))?.[1];
    if (kind && value) return { query: { [kind]: cleaned(value) } };
  }
  return undefined;
}

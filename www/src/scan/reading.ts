import type { MemberQuery } from 'houcaller-coupons/gateway-client';

/** What no member's id is, and a till or a phone shows all the same. */
export type Lookalike = 'coupon' | 'phone' | 'payment' | 'url' | 'product' | 'other';

export type ScanReading = { query: MemberQuery } | { lookalike: Lookalike; text: string };

/** Of control characters, of direction and of no width: no id holds any. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;
/** What a gun may be set to put before a code: the symbology of AIM, `]E0`, `]Q3`. */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;
/** What a printed code may say before the id. */
const LABEL = /^(?:会员\s?(?:码|卡号?|编号|ID)?|平台\s?ID|member\s?(?:id)?|platform\s?(?:id)?|open\s?id|id)\s*[:=]\s*/i;

/** What was meant: full-width characters are folded, invisible ones and what stands before the id go. */
export const cleaned = (text: string): string => text.normalize('NFKC').replace(INVISIBLE, '').trim().replace(SYMBOLOGY, '').replace(LABEL, '').trim();

/** An openid of WeChat, which has 28 characters, or one that looks like it. */
export const isLikePlatformId = (text: string): boolean => /^o[\w-]{25,31}$/.test(text);

/** As the one of the CRM's documentation. */
export const isLikeMemberId = (text: string): boolean => /^(?=.*[A-Z])[A-Z0-9]{13}$/.test(text);

const LOOKALIKES: readonly [form: RegExp, lookalike: Lookalike][] = [
  [/^\d{13}$/, 'coupon'],
  [/^(?:\+?86)?1[3-9]\d{9}$/, 'phone'],
  // WeChat's and Alipay's.
  [/^(?:1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22})$/, 'payment'],
  [/^(?:\d{8}|\d{12}|\d{14})$/, 'product'],
];

const ID_PARAMETERS = [
  [/^(?:member_?id|mmbid)$/i, 'memberId'],
  [/^(?:platform_?id|open_?id)$/i, 'platformId'],
] as const;

/** What a scanned text is. An id has no published form: whatever is nothing else and may be one, is taken for a member's. */
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

/** A member's code may be a link that names the member. */
function inUrl(url: URL): ScanReading | undefined {
  for (const [name, value] of url.searchParams) {
    const kind = ID_PARAMETERS.find(([form]) => form.test(name))?.[1];
    if (kind && value) return { query: { [kind]: cleaned(value) } };
  }
  return undefined;
}

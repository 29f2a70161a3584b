// @ts-check
// Checks the gateway's answers while the CRM has faults. Correct answers are the member's coupons, the CRM's refusal, or an
// error with `Retry-After`.
import { memberId } from './sessions.mjs';

const STATUSES = new Set([502, 503, 504]);
const COUPONS = 8;
const CRM_REFUSAL = 1_012;

/** @param {Record<string, number>} titles counts the correct answers by their titles */
export function answerChecker(titles) {
  const count = (/** @type {string} */ title) => void (titles[title] = (titles[title] ?? 0) + 1);
  return (/** @type {number} */ status, /** @type {string} */ body, /** @type {Record<string, string>} */ headers, /** @type {number} */ member) => {
    const answer = JSON.parse(body);
    if (status === 200 && answer.code === CRM_REFUSAL) return count(`200, the CRM’s code ${CRM_REFUSAL}`);
    if (status === 200) return isOwn(answer, memberId(member)) ? count('200, the member’s coupons') : 'the coupons of another, or not all';
    const retryAfter = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
    if (!STATUSES.has(status) || !(Number(retryAfter) >= 1)) return `status ${status}: ${answer.title}, retry-after ${retryAfter}`;
    return count(`${status}, ${answer.title}`);
  };
}

/**
 * @param {{ code: number, data: { list: Array<{ mmbid: string, cpnCode: string }> } }} answer
 * @param {string} member
 */
const isOwn = ({ code, data }, member) =>
  code === 0 && data.list.length === COUPONS && data.list.every(({ mmbid, cpnCode }) => mmbid === member && /^\d{13}$/.test(cpnCode));

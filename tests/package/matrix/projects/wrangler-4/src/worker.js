import { check } from '../check.js';
import * as coupons from '../entry.js';

export default {
  async fetch(request) {
    const crm = new URL(request.url).searchParams.get('crm');
    return Response.json(await check(coupons, crm).catch((error) => ({ error: String(error) })));
  },
};

import { createGateway } from 'houcaller-coupons/gateway';
import { sessionOf } from './sessions.js'; // yours: throws where nobody is logged in

export const gatewayFor = (env) =>
  createGateway({
    baseUrl: env.CRM_URL,
    channel: env.CRM_CHANNEL,
    cipher: { key: env.CRM_KEY },
    authorize: async (request, query) => {
      const { role, id, memberId } = await sessionOf(request); // 401
      if (role === 'admin') return { ...query, caller: id };
      return query.memberId === memberId && !query.platformId ? { memberId } : null; // 403
    },
  });

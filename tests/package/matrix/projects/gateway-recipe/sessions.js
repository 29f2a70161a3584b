// What the guide leaves to its reader: here, one member with a cookie.
export const sessionOf = async ({ headers }) => {
  if (!/(^|; )session=mine(;|$)/.test(headers.get('cookie') ?? '')) throw new Error('nobody');
  return { role: 'member', id: 'me', memberId: 'K1H93QDKI00B7' };
};

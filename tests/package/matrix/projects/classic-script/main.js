import('./show.js').then(({ show }) => show((crm) => Check.check(HouCallerCoupons, crm)));

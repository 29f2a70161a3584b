const { check } = require('./check.cjs');
const coupons = require('./entry.cjs');

module.exports = (crm) => check(coupons, crm);

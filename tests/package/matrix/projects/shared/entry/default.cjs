module.exports = require('houcaller-coupons');

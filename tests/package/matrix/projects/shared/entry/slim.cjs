module.exports = require('houcaller-coupons/slim');

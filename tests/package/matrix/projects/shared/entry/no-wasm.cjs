module.exports = require('houcaller-coupons/no-wasm');

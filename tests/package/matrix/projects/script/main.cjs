const { check } = require('./check.cjs');
const { default: init, encryptParam, listCoupons } = require('./entry.cjs');

check({ init, encryptParam, listCoupons }, process.argv[2]).then((outcome) => console.log(JSON.stringify(outcome)));

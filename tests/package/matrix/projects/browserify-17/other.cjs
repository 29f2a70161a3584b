const { init } = require('houcaller-coupons');
const gateway = require('houcaller-coupons/gateway');
const gatewayClient = require('houcaller-coupons/gateway-client');
const miniProgram = require('houcaller-coupons/mini-program');
const { checkOtherEntries } = require('./other-entries.cjs');

module.exports = async (crm) => {
  const wasm = await (await fetch('./houcaller_coupons_bg.wasm')).arrayBuffer();
  return checkOtherEntries({ init, gateway, gatewayClient, miniProgram }, wasm, crm);
};

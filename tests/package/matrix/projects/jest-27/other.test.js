const { readFileSync, writeFileSync } = require('fs');
const { init } = require('houcaller-coupons');
const gateway = require('houcaller-coupons/gateway');
const gatewayClient = require('houcaller-coupons/gateway-client');
const miniProgram = require('houcaller-coupons/mini-program');
const { checkOtherEntries } = require('./other-entries.cjs');

test('the coupons are listed', async () => {
  const wasm = readFileSync(require.resolve('houcaller-coupons/houcaller_coupons_bg.wasm'));
  const outcome = await checkOtherEntries({ init, gateway, gatewayClient, miniProgram }, wasm, process.env.CRM);
  writeFileSync(process.env.OUTCOME, JSON.stringify(outcome));
  expect(outcome.codes).toHaveLength(8);
});

importScripts('/node_modules/houcaller-coupons/dist/houcaller-coupons.iife.js', './check.classic.js');

self.onmessage = ({ data: crm }) =>
  Check.check(HouCallerCoupons, crm)
    .catch((error) => ({ error: String(error) }))
    .then((outcome) => postMessage(outcome));

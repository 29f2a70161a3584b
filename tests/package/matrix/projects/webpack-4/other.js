import { init } from 'houcaller-coupons';
import * as gateway from 'houcaller-coupons/gateway';
import * as gatewayClient from 'houcaller-coupons/gateway-client';
import wasm from 'houcaller-coupons/houcaller_coupons_bg.wasm';
import * as miniProgram from 'houcaller-coupons/mini-program';
import { checkOtherEntries } from './other-entries.cjs';
import { show } from './show.js';

show(async (crm) => checkOtherEntries({ init, gateway, gatewayClient, miniProgram }, await (await fetch(wasm)).arrayBuffer(), crm));

// Hands what the sample calls to whoever runs the built code.
import * as coupons from './coupons';

handOver(coupons);

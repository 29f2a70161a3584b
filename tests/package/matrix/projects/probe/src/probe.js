// Gives the check the client that the sample imports.
import * as coupons from './coupons';

handOver(coupons);

import { route } from '@react-router/dev/routes';

export default [route('coupons/*', 'routes/coupons.js')];

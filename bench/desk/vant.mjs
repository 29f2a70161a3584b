// @ts-check
// A page that shows a member's coupons in Vant's list, as Vant's documentation does it: the list grows by some rows whenever its
// end comes into view.
import 'vant/lib/index.css';
import { Cell, List, Search } from 'vant';
import { computed, createApp, h, ref, shallowRef } from 'vue';
import init, { CouponClient, usability } from 'houcaller-coupons/gateway-client';

const ROWS = 20;
const client = new CouponClient({ gatewayUrl: '/coupons' });
await init();

/** @typedef {import('houcaller-coupons/gateway-client').Coupon} Coupon */

createApp({
  setup() {
    const found = shallowRef(/** @type {Coupon[]} */ ([]));
    const search = ref('');
    const rows = ref(0);
    const loading = ref(false);
    const matching = computed(() => found.value.filter(({ cpnName }) => cpnName.includes(search.value)));
    const showMore = () => {
      rows.value += ROWS;
      loading.value = false;
    };
    /** @param {KeyboardEvent} event */
    const lookUp = async ({ key, target }) => {
      if (key !== 'Enter') return;
      found.value = await client.listCoupons({ memberId: /** @type {HTMLInputElement} */ (target).value });
      rows.value = ROWS;
    };
    const searchFor = (/** @type {string} */ text) => {
      search.value = text;
      rows.value = ROWS;
    };
    const card = (/** @type {Coupon} */ coupon) => {
      const { usable, reason } = usability(coupon);
      return h('article', { key: coupon.id }, [
        h(Cell, { title: coupon.cpnName, label: `${coupon.cpnCode} · ${coupon.begDate} – ${coupon.endDate}`, value: usable ? 'usable' : reason }),
      ]);
    };
    return () => [
      h('input', { id: 'id', onKeydown: lookUp }),
      h(Search, { modelValue: search.value, 'onUpdate:modelValue': searchFor }),
      h(
        List,
        {
          loading: loading.value,
          'onUpdate:loading': (/** @type {boolean} */ isLoading) => {
            loading.value = isLoading;
          },
          finished: rows.value >= matching.value.length,
          onLoad: showMore,
        },
        () => matching.value.slice(0, rows.value).map(card),
      ),
    ];
  },
}).mount('#page');

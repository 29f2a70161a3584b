import { useRef, useState } from 'react';
import { Button, Input, Text, View } from '@tarojs/components';
import { useUnload } from '@tarojs/taro';
import { AbortController, CouponClient, ready, usability } from '../../coupons';
import { crm } from '../../crm';
import './index.css';

const STATES = {
  usable: '可使用',
  used: '已使用',
  expired: '已过期',
  refunded: '已退款',
  gifting: '赠送中',
  unknownStatus: '状态未知',
  notYetValid: '未到使用日期',
  wrongWeekday: '今日不可用',
  outsideHours: '当前时段不可用',
};

const ADVICE = {
  config: '小程序配置有误，请联系管理员',
  input: '请输入有效的会员号',
  network: '网络不通，请稍后重试',
  timeout: '查询超时，请稍后重试',
  http: '服务繁忙，请稍后重试',
  decode: '服务器返回的数据有误',
};

export default function Coupons() {
  const [memberId, setMemberId] = useState('');
  const [found, setFound] = useState({ coupons: [], message: '', loading: false });
  const last = useRef(null);

  async function search() {
    last.current?.abort();
    const { signal } = (last.current = new AbortController());
    setFound({ coupons: [], message: '', loading: true });
    try {
      await ready();
      const list = await new CouponClient(crm).listCoupons({ memberId: memberId.trim() }, { signal });
      setFound({ coupons: list.map(shown), message: list.length ? '' : '该会员没有优惠券', loading: false });
    } catch (error) {
      // 已经发起了新的查询，或者离开了页面，不再提示。
      if (signal.aborted) return;
      // CRM 返回的错误说明是中文时直接显示；不含汉字的，会员看不懂，改用通用提示。
      const isChinese = error.kind === 'api' && /[\u4e00-\u9fff]/.test(error.message);
      const message = isChinese ? error.message : ADVICE[error.kind] || '出错了，请稍后重试';
      setFound({ coupons: [], message, loading: false });
    }
  }

  useUnload(() => last.current?.abort());

  return (
    <View>
      <View className="search">
        <Input placeholder="会员号" value={memberId} confirmType="search" onInput={(event) => setMemberId(event.detail.value)} onConfirm={search} />
        <Button type="primary" size="mini" loading={found.loading} onClick={search}>
          查询
        </Button>
      </View>
      {found.message && <View className="message">{found.message}</View>}
      {found.coupons.map((coupon) => (
        <View key={coupon.id} className={coupon.usable ? 'coupon' : 'coupon unusable'}>
          <View className="name">
            {coupon.name}
            <Text className="state">{coupon.state}</Text>
          </View>
          <View>券码 {coupon.code}</View>
          <View>有效期 {coupon.period}</View>
        </View>
      ))}
    </View>
  );
}

function shown(coupon) {
  const { usable, reason } = judged(coupon);
  const { id, cpnName: name, cpnCode: code, begDate, endDate } = coupon;
  return { id, name, code, period: `${begDate} 至 ${endDate}`, usable, state: STATES[reason] };
}

function judged(coupon) {
  try {
    return usability(coupon);
  } catch (_error) {
    // 日期无法识别的券也显示出来。
    return { usable: false, reason: 'unknownStatus' };
  }
}

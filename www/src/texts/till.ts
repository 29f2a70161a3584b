import type { Text } from './text';

export const till = {
  heading: { zh: '请收银员扫码', en: 'For the till to scan' },
  form: { zh: '码的样式', en: 'Form of the code' },
  barcode: { zh: '条形码', en: 'Barcode' },
  qr: { zh: '二维码', en: 'QR code' },
  awake: { zh: '屏幕保持常亮', en: 'The screen stays on' },
  brightness: { zh: '扫不出时，请调高屏幕亮度', en: 'If it does not scan, turn the brightness up' },
  wrongTitle: { zh: '券码校验位错误', en: 'The check digit is wrong' },
  wrongHint: {
    zh: '扫出来也会是错的，所以没有绘制。请核对券码或联系会员系统。',
    en: 'A scan of it would be wrong, so it is not drawn. Check the code, or ask the CRM.',
  },
  noCodeTitle: { zh: '这不是收银台能读的券码', en: 'Not a code that a till can read' },
  noCodeHint: { zh: '应为 13 位数字（EAN-13），所以没有绘制。', en: 'It should be 13 digits (EAN-13), so it is not drawn.' },
  notNow: { zh: '现在不可用', en: 'Not usable now' },
} satisfies Record<string, Text>;

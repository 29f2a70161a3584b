import { count, type Text } from './text';

export const many = {
  heading: { zh: '批量查询', en: 'Many members' },
  ids: { zh: '会员编号', en: 'Ids' },
  idsHint: {
    zh: '每行一个，或把 CSV 文件拖到这里：取第一列；首行写 memberId 或 platformId 时取那一列。',
    en: 'One a line, or drop a CSV file here: its first column, or the one headed memberId or platformId.',
  },
  file: { zh: '选择文件', en: 'Choose a file' },
  drop: { zh: '松开即读取', en: 'Let go to read it' },
  tooLarge: { zh: '文件超过 5 MB，请分批查询。', en: 'The file has more than 5 MB: ask in portions.' },
  notText: { zh: '这不是文本文件。请另存为 CSV 再试。', en: 'This is no text file. Save it as CSV and try again.' },
  none: { zh: '没有读到编号。', en: 'No id was found.' },
  start: { zh: '开始查询', en: 'Start' },
  stop: { zh: '停止', en: 'Stop' },
  exportCsv: { zh: '导出 CSV', en: 'Export as CSV' },
  progress: { zh: '进度', en: 'Progress' },
  running: { zh: '正在查询…', en: 'Looking up…' },
  stopped: { zh: '已停止，可导出已有结果', en: 'Stopped; what is there can be exported' },
  finished: { zh: '查询完成', en: 'Finished' },
  broken: { zh: '查询中断', en: 'The run broke off' },
  done: { zh: '已完成', en: 'Done' },
  failed: { zh: '失败', en: 'Failed' },
  coupons: { zh: '优惠券', en: 'Coupons' },
  usable: { zh: '现在可用', en: 'Usable now' },
  failures: { zh: '失败的会员', en: 'Members that failed' },
  asText: {
    zh: '在 Excel 中请用“数据”→“从文本/CSV”导入，并把券码和编号列设为“文本”；直接打开会显示成 2.9E+12，并丢掉开头的 0。',
    en: 'In Excel, import it by Data → From Text/CSV with codes and ids as Text: opened directly they show as 2.9E+12, without leading zeros.',
  },
  exported: { zh: '导出的文件含会员编号，请妥善保管。', en: 'The file holds member ids: keep it safe.' },
} satisfies Record<string, Text>;

export const idsFound = (ids: number, duplicates: number): Text => ({
  zh: `${count(ids)} 个编号${duplicates ? `，另有 ${count(duplicates)} 个重复` : ''}`,
  en: `${count(ids)} ${ids === 1 ? 'id' : 'ids'}${duplicates ? `, ${count(duplicates)} more repeated` : ''}`,
});

export const moreFailures = (left: number): Text => ({
  zh: `还有 ${count(left)} 个，见导出的文件`,
  en: `${count(left)} more, in the exported file`,
});

/** The heads of the exported file's columns. */
export const columns = {
  memberId: '会员ID memberId',
  platformId: '平台ID platformId',
  outcome: '结果 result',
  cpnName: '券名 name',
  cpnCode: '券码 code',
  kind: '类型 kind',
  status: '状态 status',
  begDate: '开始 from',
  endDate: '截止 to',
  window: '可用时段 hours',
  reason: '可用性 usability',
  id: '券ID coupon id',
};

export const outcomes = {
  coupon: '成功 ok',
  none: '没有优惠券 no coupons',
  failed: '失败 failed',
};

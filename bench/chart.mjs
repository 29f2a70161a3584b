// @ts-check
// Draws the benchmark's results as an SVG.
import { init } from 'echarts';
import { OURS } from './compared.mjs';
import * as call from './parts/call.mjs';
import * as decode from './parts/decode.mjs';
import * as encrypt from './parts/encrypt.mjs';
import * as start from './parts/start.mjs';
import { PARAM } from './start-pages.mjs';

/**
 * @typedef {import('./compared.mjs').Compared} Compared
 * @typedef {{ title: string, wanted: Partial<import('./rounds.mjs').Result> }} Panel
 */

const [SMALL, , LARGE] = encrypt.SIZES;

/** @type {Panel[]} */
const PANELS = [
  { title: 'encrypt 28 bytes, key per call', wanted: { part: encrypt.PART, what: encrypt.KEY_PER_CALL, size: SMALL } },
  { title: 'encrypt 28 bytes, cached schedule', wanted: { part: encrypt.PART, what: encrypt.CACHED, size: SMALL } },
  { title: 'encrypt 1 MiB', wanted: { part: encrypt.PART, what: encrypt.KEY_PER_CALL, size: LARGE } },
  { title: 'whole call from memory, 8 coupons', wanted: { part: call.PART, what: call.MEMORY, size: 8 } },
  { title: 'decode 10,000 coupons', wanted: { part: decode.PART, what: decode.TIME, size: 10_000 } },
  { title: 'start to the first param, Slow 4G, cold', wanted: { part: start.PART, what: start.measured(PARAM, start.COLD), size: start.QUERY_BYTES } },
];
const COLUMNS = 2;
const CELL = { width: 560, left: 190, right: 60, bar: 15, gap: 14, head: 46, foot: 40 };
const TOP = 70;
const COLOURS = { Node: '#2f7d4f', Chromium: '#3b6fb6' };

/**
 * Draws how many times as fast the package is as each contender, on a logarithmic scale.
 *
 * @param {Compared} run
 */
export function chart(run) {
  const panels = PANELS.map((panel) => ({ ...panel, bars: bars(run, panel) })).filter(({ bars }) => bars.length > 0);
  const heightOf = (/** @type {typeof panels[number]} */ { bars }) => CELL.head + CELL.foot + bars.length * (2 * CELL.bar + CELL.gap);
  const tops = [TOP];
  for (let index = 0; index < panels.length; index += COLUMNS) {
    tops.push((tops.at(-1) ?? 0) + Math.max(...panels.slice(index, index + COLUMNS).map(heightOf)));
  }
  const places = panels.map((panel, index) => ({
    left: (index % COLUMNS) * CELL.width,
    top: tops[Math.floor(index / COLUMNS)],
    height: heightOf(panel) - CELL.head - CELL.foot,
  }));
  const svg = init(null, null, { renderer: 'svg', ssr: true, width: COLUMNS * CELL.width, height: tops.at(-1) });
  svg.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    title: [
      { text: 'How many times as fast houcaller-coupons is; to the left of 1 × the other is faster', left: 'center', top: 8, textStyle: { fontSize: 18 } },
      ...panels.map(({ title }, index) => ({ text: title, left: places[index].left + CELL.left, top: places[index].top + 12, textStyle: { fontSize: 14 } })),
    ],
    legend: { data: ['Node', 'Chromium'], top: 38, left: 'center' },
    grid: places.map(({ left, top, height }) => ({ left: left + CELL.left, top: top + CELL.head, width: CELL.width - CELL.left - CELL.right, height })),
    xAxis: panels.map((_, gridIndex) => ({
      ...{ type: /** @type {const} */ ('value'), gridIndex, minInterval: 1, splitNumber: 4 },
      // Leaves space for the label at the left of a bar.
      min: (/** @type {{ min: number }} */ { min }) => Math.min(-1, Math.floor(min) - 1),
      axisLabel: { formatter: (/** @type {number} */ value) => times(2 ** value) },
    })),
    yAxis: panels.map(({ bars }, gridIndex) => ({
      ...{ type: /** @type {const} */ ('category'), gridIndex, inverse: true, data: bars.map(({ contender }) => contender) },
      ...{
        axisTick: { show: false },
        axisLine: { show: true, onZero: false, lineStyle: { color: '#bbb' } },
        axisLabel: { color: '#222', width: CELL.left - 20, overflow: 'break' },
      },
    })),
    series: panels.flatMap(({ bars }, index) =>
      ['Node', 'Chromium'].map((host) => ({
        ...{ type: /** @type {const} */ ('bar'), name: host, xAxisIndex: index, yAxisIndex: index, barWidth: CELL.bar },
        itemStyle: { color: COLOURS[/** @type {'Node'} */ (host)] },
        data: bars.map(({ ratios }) => {
          const ratio = ratios[host];
          return ratio > 0
            ? { value: Math.log2(ratio), label: { show: true, position: ratio < 1 ? 'left' : 'right', formatter: times(ratio), color: '#222' } }
            : null;
        }),
      })),
    ),
  });
  const text = svg.renderToSVGString();
  svg.dispose();
  return text;
}

/** @param {number} ratio */
const times = (ratio) => `${ratio >= 10 ? ratio.toFixed(0) : Number(ratio.toFixed(2))} ×`;

/**
 * @param {Compared} run
 * @param {Panel} panel
 * @returns {Array<{ contender: string, ratios: Record<string, number> }>}
 */
function bars(run, { wanted }) {
  const others = run.all(wanted).filter(({ contender }) => contender !== OURS);
  return [...new Set(others.map(({ contender }) => contender))].map((contender) => {
    const isNative = others.some((result) => result.contender === contender && result.host === 'native');
    const ratios = Object.fromEntries(['Node', 'Chromium'].map((host) => [host, run.ratio({ ...wanted, host }, contender, isNative ? 'native' : host)]));
    return { contender: isNative ? `${contender}, native` : contender, ratios };
  });
}

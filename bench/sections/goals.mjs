// @ts-check
import { table } from '../figures.mjs';
import { goals } from '../goals.mjs';

/** @param {import('../compared.mjs').Compared} run */
export function text(run) {
  const rows = goals.flatMap(({ what, goal, hosts, reached }) => {
    const cells = ['Node', 'Chromium'].map((host) => {
      if (!hosts.includes(host)) return '';
      const { value, words, reached: isReached } = reached(run, host);
      return Number.isFinite(value) ? `${isReached ? '✓' : '✗'} ${words}` : '';
    });
    return cells.some(Boolean) ? [[what, goal, ...cells]] : [];
  });
  return `## Goals\n\n${table(['what', 'goal', 'Node', 'Chromium'], rows)}`;
}

// @ts-check
// Reads V8's CPU profiles.

/** Microseconds between two samples. */
export const SAMPLE_US = 200;

/**
 * @typedef {{ functionName: string, url: string, lineNumber: number }} Frame
 * @typedef {{ nodes: Array<{ id: number, callFrame: Frame, children?: number[] }>, samples: number[], timeDeltas: number[] }} CpuProfile
 *
 * A call tree: functions of the same name under the same caller are one node.
 * @typedef {{ name: string, url: string, self: number, total: number, children: Tree[] }} Tree times in microseconds
 */

/**
 * The call tree of a profile, without idle time.
 *
 * @param {CpuProfile} profile
 * @param {(frame: Frame) => string} nameOf
 * @returns {Tree}
 */
export function callTree({ nodes, samples, timeDeltas }, nameOf) {
  const selfTimes = new Map();
  // A sample's delta is the time since the sample before it.
  for (const [index, id] of samples.entries()) selfTimes.set(id, (selfTimes.get(id) ?? 0) + (timeDeltas[index + 1] ?? 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const merged = (/** @type {number[]} */ ids) => {
    /** @type {Map<string, { url: string, self: number, ids: number[] }>} */
    const groups = new Map();
    for (const node of ids.flatMap((id) => byId.get(id) ?? [])) {
      const name = nameOf(node.callFrame);
      if (name === '(idle)') continue;
      const group = groups.get(name) ?? { url: node.callFrame.url, self: 0, ids: [] };
      group.self += selfTimes.get(node.id) ?? 0;
      group.ids.push(...(node.children ?? []));
      groups.set(name, group);
    }
    return [...groups].map(([name, { url, self, ids }]) => {
      /** @type {Tree[]} */
      const children = merged(ids);
      return { name, url, self, total: children.reduce((sum, { total }) => sum + total, self), children };
    });
  };
  const [tree] = merged([nodes[0].id]);
  return tree;
}

/**
 * The time in each function itself.
 *
 * @param {Tree} tree
 * @returns {Array<{ name: string, url: string, self: number }>} the longest first
 */
export function selfTimes(tree) {
  /** @type {Map<string, { name: string, url: string, self: number }>} */
  const times = new Map();
  const visit = (/** @type {Tree} */ { name, url, self, children }) => {
    const time = times.get(name) ?? { name, url, self: 0 };
    time.self += self;
    times.set(name, time);
    children.forEach(visit);
  };
  visit(tree);
  return [...times.values()].sort((a, b) => b.self - a.self);
}

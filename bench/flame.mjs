// @ts-check
// Draws a call tree as a flame chart in SVG: callers above, callees below, each as wide as its time.

const WIDTH = 1_600;
const ROW = 17;
const HEAD = 34;
/** Narrower functions are left out, in pixels. */
const NARROWEST = 1.2;
const CHARACTER = 6.3;
const COLOURS = new Map([
  ['Rust', '#c9622d'],
  ['glue', '#d8a03a'],
  ['JavaScript of the client', '#4e8d5b'],
  ['garbage collection', '#8a8a8a'],
  ['host', '#5b84b8'],
]);

/**
 * @param {import('./cpu-profile.mjs').Tree} tree
 * @param {string} title
 * @param {(name: string, url: string) => string} placeOf one of the colours' names
 */
export function flameChart(tree, title, placeOf) {
  /** @type {string[]} */
  const boxes = [];
  let depth = 0;
  const draw = (/** @type {import('./cpu-profile.mjs').Tree} */ node, /** @type {number} */ left, /** @type {number} */ row) => {
    const width = (node.total / tree.total) * WIDTH;
    if (width < NARROWEST) return;
    depth = Math.max(depth, row);
    const share = ((node.total / tree.total) * 100).toFixed(1);
    const colour = COLOURS.get(placeOf(node.name, node.url)) ?? '#999';
    const room = Math.floor((width - 4) / CHARACTER);
    const label = room < 4 ? '' : node.name.length > room ? `${node.name.slice(0, room - 1)}…` : node.name;
    const y = HEAD + row * ROW;
    const box = `<rect x="${left.toFixed(1)}" y="${y}" width="${Math.max(0.5, width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${colour}"/>`;
    const text = label && `<text x="${(left + 2).toFixed(1)}" y="${y + 12}">${escaped(label)}</text>`;
    boxes.push(`<g><title>${escaped(node.name)}, ${share} %</title>${box}${text}</g>`);
    let at = left;
    for (const child of [...node.children].sort((a, b) => b.total - a.total)) {
      draw(child, at, row + 1);
      at += (child.total / tree.total) * WIDTH;
    }
  };
  draw(tree, 0, 0);
  const legend = [...COLOURS].map(
    ([name, colour], index) =>
      `<rect x="${700 + index * 180}" y="9" width="12" height="12" fill="${colour}"/><text x="${717 + index * 180}" y="19" fill="#222">${name}</text>`,
  );
  const height = HEAD + (depth + 1) * ROW + 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="10.5" fill="#fff">
<rect width="${WIDTH}" height="${height}" fill="#fff"/><text x="2" y="20" font-size="14" fill="#222">${escaped(title)}</text>
${[...legend, ...boxes].join('\n')}
</svg>
`;
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
